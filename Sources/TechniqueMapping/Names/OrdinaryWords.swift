/// Word lists for the comparison of names.
enum OrdinaryWords {
    /// Words that are also the name of a group, a campaign or software, or might become one.
    ///
    /// Training adds every such name that its texts use in lower case; these are the ones no training text happens to use.
    static let hashes: [UInt64] =
        """
        agent alpha anchor arp at axiom bad base bazaar bear black blue bumblebee bundle cannon carbon \
        cardinal catcher chaos cherry chopper chromium cloud cmd cobalt crimson crutch cuba daisy dark delta dragon \
        duke dust electrum elise elk emissary empire epic equation expand explosive figment fire flame fox frame \
        fraud fusion galleon gold grand gravity green grey group havoc hawk hermes hydra ice inception \
        invisible iron leviathan light line linux loki lucifer machete maze magic magnet medusa mercury meteor \
        mimic mirage moonlight mosquito net night nightshade octopus out pandora pay phantom phoenix ping \
        pipeline plague play poison pony prestige proton proxy quantum rainbow raindrop raspberry raven red \
        reg remote responder rising rogue rotten route royal ruler saint scarab sea shadow shark silence \
        silent silver skeleton sliver smoke snake snip spark specter spider spring star stealth stone storm \
        strider sunspot sys tiger tor tornado trick typhoon umbra union unknown velvet viper volt vortex \
        wave webmasters whale whitefly wind wiper wolf worm zebra zero
        """
        .split(separator: " ").map { Hash.word($0.utf8) }

    /// The second words of commands that have an ordinary word for a name: `reg add`, `net localgroup`.
    static let subcommands = index("add query delete save user localgroup accounts view")

    /// Words that go with the name of a group rather than of a program.
    static let actorCues = index(
        "actor actors adversary affiliate affiliates apt gang group groups operator operators hackers attackers crew threat"
    )

    /// Words that go with the name of a program rather than of a group.
    static let softwareCues = index(
        """
        backdoor bot botnet downloader dropper family framework implant infostealer keylogger loader malware payload \
        payloads ransomware rat rootkit sample samples stealer tool toolkit trojan variant variants webshell wiper worm \
        encryptor builder exe
        """
    )

    private static func index(_ words: String) -> HashIndex {
        var index = HashIndex(minimumCapacity: 64)
        for word in words.split(separator: " ") { _ = index.number(of: Hash.word(word.utf8)) }
        return index
    }

    /// Words whose neighbourhood says that a name is a name.
    static let cues: HashIndex = {
        var index = HashIndex(minimumCapacity: 128)
        let words =
            """
            actor actors adversary affiliate affiliates apt backdoor backdoors beacon bootkit botnet campaign command \
            commands dropper downloader exe family framework gang group groups implant implants infostealer infrastructure \
            intrusion keylogger loader malware operators operator payload payloads ransomware rat rootkit sample samples \
            shell spyware stealer threat tool toolkit tools trojan utility utilities variant variants webshell wiper \
            worm bot banker attackers hackers typhoon sandstorm blizzard tempest sleet deploying distributing delivering downloads deployed aka codenamed dubbed named tracked
            """
        for word in words.split(separator: " ") { _ = index.number(of: Hash.word(word.utf8)) }
        return index
    }()
}
