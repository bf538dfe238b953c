/// The text of a made-up report: different for each number, the same for the same number.
struct MadeUpReport {
    let number: Int

    private static let sentences = [
        "The operators sent spearphishing messages with a macro-enabled attachment to the finance department.",
        "The macro started PowerShell with an encoded command and fetched a second stage over HTTPS.",
        "A scheduled task with the name of an updater kept the loader on the host after a reboot.",
        "Credentials were read from the memory of LSASS and used to reach other servers over RDP.",
        "Before the encryption, shadow copies were deleted and the backup service was stopped.",
        "Files were packed with a command-line archiver and uploaded to a cloud storage service.",
        "The implant asked its server for commands every ninety seconds and hid its traffic in DNS queries.",
        "The group cleared the event logs and removed its tools from the temporary folder.",
        "The investigators found no sign that the customer database had been opened.",
        "The vendor released an update in the following week and thanked the team for the report.",
        "The host contacted 192.0.2.17 and cdn.example.com before the session was closed.",
        "An account with the rights of a domain administrator was created and added to a local group.",
    ]

    /// Paragraphs up to a size in bytes.
    func text(size: Int) -> String {
        var text = "Incident report \(number)\n\n"
        var state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 | 1
        var count = 0
        while text.utf8.count < size {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            text += Self.sentences[Int(state % UInt64(Self.sentences.count))]
            count += 1
            text += count % 5 == 0 ? "\n\n" : " "
        }
        return String(text.prefix(size))
    }
}
