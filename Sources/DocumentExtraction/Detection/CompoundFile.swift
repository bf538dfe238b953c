/// The container of the old Office formats, of Outlook messages, and of encrypted Office documents.
enum CompoundFile {
    static func detect(_ bytes: [UInt8]) -> DetectedFormat {
        // Names of streams are UTF-16 in the directory.
        if hasStream("EncryptedPackage", in: bytes) { return .encrypted("application/encrypted") }
        if hasStream("WordDocument", in: bytes) { return .legacyWord }
        if hasStream("Workbook", in: bytes) || hasStream("Book", in: bytes) {
            return .legacyExcel
        }
        if hasStream("PowerPoint Document", in: bytes) { return .legacyPowerPoint }
        if hasStream("__properties_version1.0", in: bytes) { return .outlookMessage }
        return .unsupported("application/x-ole-storage")
    }

    /// Whether a directory entry has the name: entries are 128 bytes, at multiples of 128.
    private static func hasStream(_ name: String, in bytes: [UInt8]) -> Bool {
        let pattern: [UInt8] = name.utf8.flatMap { [$0, 0] as [UInt8] } + [0, 0]
        var entry = 512
        while entry + 128 <= bytes.count {
            if bytes[entry] == pattern[0], bytes[entry..<(entry + pattern.count)].elementsEqual(pattern) { return true }
            entry += 128
        }
        return false
    }
}
