import Glibc

/// The character set in which libarchive gives names.
///
/// It converts names to the one of the thread's locale, and loses those that do not fit. The program has no locale of its
/// own, so a thread that reads an archive gets one with UTF-8 for that time.
enum ArchiveLocale {
    private nonisolated(unsafe) static let utf8: locale_t? = {
        let mask = CInt(1) << CInt(LC_CTYPE)
        return newlocale(mask, "C.UTF-8", nil) ?? newlocale(mask, "en_US.UTF-8", nil)
    }()

    /// Loads the locale from the system's files, which may be out of reach later.
    static func prepare() { _ = utf8 }

    /// Runs `body` with UTF-8 names, if the system can.
    static func run<Value>(_ body: () throws(ReadingFailure) -> Value) throws(ReadingFailure) -> Value {
        guard let utf8, let previous = uselocale(utf8) else { return try body() }
        defer { uselocale(previous) }
        return try body()
    }
}
