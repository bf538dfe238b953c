/// A hive of the Windows registry, by any of its names.
struct RegistryHive {
    /// The name in full.
    var name: String
    var end: Int

    private static let names: [(StaticString, String)] = [
        ("hkey_local_machine", "HKEY_LOCAL_MACHINE"), ("hkey_current_user", "HKEY_CURRENT_USER"),
        ("hkey_classes_root", "HKEY_CLASSES_ROOT"), ("hkey_users", "HKEY_USERS"),
        ("hkey_current_config", "HKEY_CURRENT_CONFIG"), ("hklm", "HKEY_LOCAL_MACHINE"), ("hkcu", "HKEY_CURRENT_USER"),
        ("hkcr", "HKEY_CLASSES_ROOT"), ("hkcc", "HKEY_CURRENT_CONFIG"), ("hku", "HKEY_USERS"),
    ]

    static func read(_ text: TextBytes, at offset: Int) -> RegistryHive? {
        for (written, name) in names where text.matches(written, at: offset, end: text.count) {
            let end = offset + written.utf8CodeUnitCount
            if end < text.count, text[end] == 0x5C || text[end] == 0x3A { return RegistryHive(name: name, end: end) }
        }
        return nil
    }
}
