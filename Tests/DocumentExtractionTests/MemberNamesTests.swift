import Testing

@testable import DocumentExtraction

@Suite("Names of members")
struct MemberNamesTests {
    private let names = MemberNames(archive: "a.zip", isZip: true)

    @Test(arguments: [
        ("reports/a.txt", "reports/a.txt"), ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\heron\\a.txt", "Users/heron/a.txt"), ("C:evil.txt", "evil.txt"),
        ("\\\\host\\share\\a", "host/share/a"),
        ("a/./b//c/", "a/b/c"), ("..", "member 7"), ("", "member 7"), ("///", "member 7"),
        ("\u{1B}[31mred\u{7}", "[31mred"),
        ("a\nb\tc", "a b c"), ("txt.\u{202E}exe", "txt.exe"), ("..\u{200B}/a", "a"), (".\u{202E}./a", "a"),
        (" a / b ", "a/b"), ("звіт/夜鷺.pdf", "звіт/夜鷺.pdf"), ("nul\u{0}l", "nul l"), ("e\u{301}.txt", "é.txt"),
    ])
    func leadNowhereAndStayReadable(_ given: String, _ expected: String) {
        #expect(names.name(Array(given.utf8), number: 7) == expected)
    }

    @Test func aLongNameKeepsItsEnds() {
        let name = names.name(Array((String(repeating: "鷺", count: 30_000) + ".report.pdf").utf8), number: 1)
        #expect(name.utf8.count < 256)
        #expect(name.hasPrefix("鷺鷺"))
        #expect(name.hasSuffix("…" + String(repeating: "鷺", count: 6) + ".report.pdf"))
    }

    @Test func aLongPathKeepsItsEnd() {
        let path = String(repeating: "folder/", count: 9000) + "a.txt"
        let name = names.name(Array(path.utf8), number: 1)
        #expect(name.utf8.count <= 1024)
        #expect(name.hasSuffix("folder/a.txt"))
    }

    /// Any bytes make a name that the other side accepts.
    @Test func randomBytesMakePlainPaths() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...40, using: &random))
                .map { _ in UInt8.random(in: 0...255, using: &random) }
            for isZip in [true, false] {
                let name = MemberNames(archive: "", isZip: isZip).name(bytes, number: 1)
                let parts = name.split(separator: "/", omittingEmptySubsequences: false)
                #expect(parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }, "\(bytes)")
                #expect(name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "\(bytes)")
            }
        }
    }

    @Test(
        arguments: [
            ([0x43, 0x69, 0x74, 0x72, 0x6F, 0x89, 0x6E], "Citroën"), ([0x81, 0x62, 0x65, 0x72], "über"),
            ([0x9F, 0xE0, 0xA8, 0xA2, 0xA5, 0xE2], "Яривет"),
            ([0x83, 0x8C, 0x83, 0x7C, 0x81, 0x5B, 0x83, 0x67], "レポート"),
            ([0xB1, 0xA8, 0xB8, 0xE6], "报告"),
        ] as [([UInt8], String)]
    )
    func legacySetsAreToldApart(_ bytes: [UInt8], _ expected: String) {
        #expect(String(decoding: LegacyFileName.decode(bytes, isDOS: true), as: UTF8.self) == expected)
    }
}
