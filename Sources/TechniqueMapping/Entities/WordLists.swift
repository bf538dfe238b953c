/// The words by which hosts, code and detections are told apart.
enum WordLists {
    /// Hosts that are written plainly and would otherwise be taken for something else.
    static let plainHosts = WordTable(
        "t.me t.co x.com g.co bit.ly goo.gl is.gd ow.ly file.io transfer.sh temp.sh ix.io 0x0.st wa.me tria.ge any.run"
    )

    /// The ends that nothing but hosts has.
    static let commonEnds = WordTable(
        "com net org ru cn onion xyz top biz edu gov mil site online club de uk fr eu br jp kr ua"
    )

    /// The first words of names in code: packages, objects of libraries.
    static let codeLabels = WordTable(
        """
        com org net io java javax android androidx kotlin scala sun jdk system microsoft windows mscorlib apache asp vb ado \
        ml paint python os sys std boost ruby perl php node npm configure makefile this self document console math json \
        wscript activex activexobject msxml2 adodb shell scripting e.g i.e
        """
    )

    /// The first words of names that products give to detections.
    static let detectionLabels = WordTable(
        """
        trojan backdoor worm virus exploit ransom ransomware riskware adware pua pup heur gen generic variant hacktool \
        downloader dropper trojandownloader trojandropper trojanspy trojan-downloader trojan-dropper trojan-spy \
        trojan-ransom trojan-banker trojan-psw packed spyware uds behaveslike artemis mal troj infostealer bloodhound \
        suspicious virtool pws tspy bkdr ransom-msil apt not-a-virus malware tool webshell rootkit
        """
    )

    /// The words inside such names.
    static let platformLabels = WordTable("win32 win64 w32 w64 w97m o97m msil x97m js vbs elf msoffice swf androidos")

    /// The names of variables, whose members are no hosts.
    static let objectLabels = WordTable(
        """
        user users file files process window location event obj object item items element node args arg req res request \
        response string array thread module config settings options data msg message ctx env body head form input output \
        result results value key row col table list map set get post session cookie client server host target source \
        image img video player app api db sql query task job log logger test mock util utils helper main index parent \
        child root base super global local temp tmp math number date time date-time re etc al eg ie vs no fig sec ch
        """
    )

    /// The labels between an owner and a country.
    static let secondLevel = WordTable("com co org net gov edu ac or go ne gob govt mil")

    /// The ends of files that code has for the names of its types.
    static let codeEndings = WordTable("json xml dat csv log db key reg tmp service desktop image bin conf config")

    /// Libraries of JavaScript that are called by a file's name.
    static let libraries = WordTable(
        """
        node vue next nuxt react angular express three d3 ember backbone discord moment jquery socket electron require \
        knockout meteor nest deno bun ext chart
        """
    )

    /// The words after which four numbers are a version.
    static let versionWords = WordTable(
        """
        version versions ver v release releases build builds firmware sdk patch player flash chrome firefox edge acrobat \
        reader java office opera safari section chapter update upgrade agent driver kernel before through until than \
        oid paragraph appendix client plugin
        """
    )
}
