/// Report-like sentences made of word lists: the same seed gives the same sentences, about 120 bytes each on average.
struct MadeUpSentences {
    /// How many were made so far.
    private(set) var count = 0
    private var state: UInt64

    /// Sentences of a seed.
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private static let subjects = [
        "The operators", "The intruders", "The second stage", "A small loader", "The malicious document",
        "An affiliate of the group", "The Windows service", "Its configuration", "The stolen account",
        "The web shell on the mail server", "A signed driver", "The PowerShell script", "The backdoor",
        "One of the contractors", "The scheduled task", "The investigation team",
    ]
    private static let verbs = [
        "downloaded", "injected", "encrypted", "collected", "deleted", "uploaded", "registered", "copied", "executed",
        "renamed", "decoded", "compressed", "staged", "disabled", "modified", "queried", "installed", "dumped",
    ]
    private static let objects = [
        "the credentials of domain administrators", "a registry run key", "several archives with passwords",
        "the shadow copies", "the security event logs", "a DLL beside a legitimate program", "the browser history",
        "LSASS memory", "a list of running processes", "the antivirus software", "an encoded payload",
        "the private keys of the build server", "shared network drives", "a remote desktop session",
        "screenshots and keystrokes", "every mailbox of the finance department",
    ]
    private static let manners = [
        "over DNS tunnelling", "through WMI", "with a renamed copy of rundll32.exe", "from the temporary folder",
        "by means of spear-phishing attachments", "using a hard-coded RC4 key", "with the rights of SYSTEM",
        "under C:\\ProgramData\\Updates\\svc.dat", "through a compromised VPN gateway", "on port 8443",
        "via the command and control server at 198.51.100.23", "after exploiting CVE-2023-12345",
        "from hxxps://cdn[.]example[.]com/a/b.php?id=17", "with Mimikatz", "in a base64 string",
    ]
    private static let endings = [
        "before the alarm was raised", "and moved laterally to other hosts", "so that it survived a restart",
        "which defenders noticed only three weeks later", "and sent the results back in small pieces",
        "while the office was closed", "to make an analysis harder", "and then removed every trace of itself",
        "as in the campaign of APT29 that was described last year", "although logging had been enabled",
    ]

    /// The next sentence.
    mutating func next() -> String {
        count += 1
        let object = pick(Self.objects)
        let main = "\(pick(Self.subjects)) \(pick(Self.verbs)) \(object) \(pick(Self.manners))"
        switch number(below: 6) {
        case 0, 1: return "\(main)."
        case 2, 3: return "\(main), \(pick(Self.endings))."
        case 4: return "\(main) and \(pick(Self.verbs)) \(pick(Self.objects)) \(pick(Self.endings))."
        default: return "During the night \(main.lowercasedFirst) \(pick(Self.endings))."
        }
    }

    /// Paragraphs of five sentences, up to a number of sentences.
    mutating func document(sentences: Int) -> String {
        var text = ""
        for index in 1...max(1, sentences) {
            text += next()
            text += index % 5 == 0 ? "\n\n" : " "
        }
        return text
    }

    /// A number from 0 on.
    mutating func number(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int((state >> 11) % UInt64(limit))
    }

    private mutating func pick(_ words: [String]) -> String { words[number(below: words.count)] }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
