internal import AttackKnowledge

/// Words, and pairs of words, that belong to one domain.
///
/// Enterprise has cues of its own, because reports on phones and plants tell of office computers too, and the other way round.
struct DomainCues: Sendable {
    /// A word or a pair that belongs to a domain.
    struct Cue: Hashable, Sendable {
        let domain: AttackDomain
        let text: String
    }

    /// The cues of all domains.
    static let all = DomainCues([
        .mobile: """
        android androids apk apks ios iphone iphones ipad smartphone smartphones sms jailbroken jailbreak imei imsi sim \
        sideloading sideloaded telephony apps app google_play app_store play_store accessibility_service mobile_device \
        mobile_devices mobile_malware mobile_app mobile_apps mobile_phone mobile_phones text_messages
        """,
        .ics: """
        plc plcs scada hmi hmis modbus dnp3 iec-101 iec-104 iec104 iec-61850 opc rtu rtus fieldbus profinet \
        ladder_logic process_control industrial_control control_system control_systems safety_instrumented ics \
        historian substation substations codesys s7comm siemens triconex engineering_workstation \
        engineering_workstations circuit_breaker circuit_breakers programmable_logic field_device field_devices \
        field_controllers controllers actuator actuators sis goose setpoint
        """,
        .enterprise: """
        powershell registry windows dll cmd.exe mimikatz lsass active_directory rundll32 svchost svchost.exe macro \
        macros linux cobalt_strike wmi smb rdp web_shell webshell kerberos ntds psexec scheduled_task explorer.exe \
        bash exchange hkcu hklm workstation workstations vpn aws azure kubernetes docker
        """,
    ])

    private let cues: [UInt64: Cue]

    private init(_ lists: [AttackDomain: String]) {
        var cues: [UInt64: Cue] = [:]
        for (domain, list) in lists {
            for entry in list.split(separator: " ") {
                let words = entry.split(separator: "_").map { Hash.word($0.utf8) }
                let hash = words.count == 1 ? words[0] : Self.pair(words[0], words[1])
                cues[hash] = Cue(domain: domain, text: entry.map { $0 == "_" ? " " : String($0) }.joined())
            }
        }
        self.cues = cues
    }

    @inline(__always)
    private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 { Hash.pair(first, second, salt: 1) }

    /// How often each cue stands in a text, and how many words the text has.
    func count(in text: TextBytes) -> (cues: [Cue: Int], words: Int) {
        var counts: [UInt64: Int] = [:]
        var words = 0
        var last: UInt64 = 0
        var offset = 0
        while offset < text.count {
            guard ASCII.isAlphanumeric(text[offset]) else {
                offset += 1
                continue
            }
            let word = Self.word(text, &offset)
            words += 1
            if cues[word] != nil { counts[word, default: 0] += 1 }
            let pair = Self.pair(last, word)
            if cues[pair] != nil { counts[pair, default: 0] += 1 }
            last = word
        }
        var found: [Cue: Int] = [:]
        for (hash, count) in counts { if let cue = cues[hash] { found[cue] = count } }
        return (found, words)
    }

    /// The hash of the word at an offset, in lower case; a dot or dash within it is part of it.
    @inline(__always)
    private static func word(_ text: TextBytes, _ offset: inout Int) -> UInt64 {
        var hash = Hash.start
        while offset < text.count {
            let byte = text[offset]
            if !ASCII.isAlphanumeric(byte) {
                guard byte == 0x2E || byte == 0x2D, offset + 1 < text.count, ASCII.isAlphanumeric(text[offset + 1])
                else { break }
            }
            hash = Hash.step(hash, ASCII.lowered(byte))
            offset += 1
        }
        return hash
    }
}
