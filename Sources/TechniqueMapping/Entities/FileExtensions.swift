/// The ends of file names that reports mention.
enum FileExtensions {
    /// Programs, scripts, documents, archives and data: no host has one of them.
    static let files = WordTable(
        """
        exe dll sys scr ocx cpl drv efi msi msix msp bat cmd ps1 psm1 psd1 vbs vbe vba js jse wsf wsh hta lnk jar apk ipa \
        dex dylib ko elf bin rb php phtml asp aspx ashx asmx jsp jspx war cgi lua au3 a3x ahk dmg pkg deb rpm
        doc docx docm dotm dotx xls xlsx xlsm xlsb xlt xltm xlam xll ppt pptx pptm pps ppsx ppam rtf pdf chm xps iso img \
        vhd vhdx rar 7z gz tgz bz2 xz tar ace arj dmp dat tmp txt log cfg conf ini inf reg xml json csv htm html mht mhtml \
        eml msg db sqlite plist swf jpg jpeg png gif bmp ico svg wav mp3 mp4 pfx p12 pem crt cer kdbx ovpn \
        crl wsdl tpl lic pac pyc pyd pyw cab lock locky onepkg nupkg tmpl crx xpi desktop service
        """
    )

    /// The ends of hosts that files have too.
    static let ambiguous = WordTable("zip mov py pl sh rs md so ps pm cab pub app ac am bz name")

    /// Of those, the ones that in running text are files.
    static let ambiguousFiles = WordTable("zip mov py pl sh so cab app")

    /// What a link ends with that brings a program rather than a page.
    static let payloads = WordTable(
        """
        exe dll sys scr cpl msi msix bat cmd ps1 psm1 vbs vbe js jse wsf hta lnk jar apk dmg pkg bin sh py elf iso img vhd \
        zip rar 7z gz doc docm xls xlsm xlsb rtf
        """
    )
}
