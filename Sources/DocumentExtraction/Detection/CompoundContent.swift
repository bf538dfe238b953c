/// Tells the formats that are compound files apart by the streams inside.
enum CompoundContent {
    static func detect(_ bytes: [UInt8]) -> DetectedFormat {
        guard let file = CompoundFile(bytes), !file.entries[0].children.isEmpty else { return search(bytes) }
        return format { file.entry($0) != nil }
    }

    private static func format(has: (String) -> Bool) -> DetectedFormat {
        if has("EncryptedPackage") { return .encrypted("application/encrypted") }
        // The rights management of Office 2003 leaves a note for people in the place of the text.
        if has("\u{9}DRMContent") { return .encrypted("application/vnd.ms-office") }
        if has("WordDocument") { return .legacyWord }
        if has("Workbook") || has("Book") { return .legacyExcel }
        if has("PowerPoint Document") { return .legacyPowerPoint }
        if has("__properties_version1.0") { return .outlookMessage }
        return .unsupported("application/x-ole-storage")
    }

    /// Looks for the entries of a directory that is not where the header says, or cut off.
    private static func search(_ bytes: [UInt8]) -> DetectedFormat {
        format { name in
            let pattern: [UInt8] = name.utf8.flatMap { [$0, 0] as [UInt8] } + [0, 0]
            return stride(from: 512, to: bytes.count - 127, by: 128)
                .contains { entry in
                    bytes[entry] == pattern[0] && bytes[entry..<(entry + pattern.count)].elementsEqual(pattern)
                }
        }
    }
}
