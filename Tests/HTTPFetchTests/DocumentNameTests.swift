import Testing

@testable import HTTPFetch

@Suite struct DocumentNameTests {
    @Test(arguments: [
        (#"attachment; filename="report.pdf""#, "report.pdf"),
        (#"attachment; filename=report.pdf"#, "report.pdf"),
        (#"ATTACHMENT ; FileName = "a b.pdf" ; size=3"#, "a b.pdf"),
        (#"inline; filename="a\"b\\c.pdf""#, #"a"b\c.pdf"#),
        (#"attachment; filename="C:\reports\a.pdf""#, #"C:\reports\a.pdf"#),
        (#"attachment; filename="plain.pdf"; filename*=UTF-8''%e2%82%ac%20rates.pdf"#, "€ rates.pdf"),
        (#"attachment; filename*=iso-8859-1'en'%A3.pdf; filename="plain.pdf""#, "£.pdf"),
        (#"attachment; filename*=UTF-16''%00a; filename="plain.pdf""#, "plain.pdf"),
        (#"attachment; filename*=UTF-8''%ff%fe; filename="plain.pdf""#, "plain.pdf"),
        (#"attachment; filename*=nothing; filename="plain.pdf""#, "plain.pdf"),
        (#"attachment; name="x;filename=y"; filename="z.pdf""#, "z.pdf"),
        (#"attachment; filename="first.pdf"; filename="second.pdf""#, "first.pdf"),
        (#"attachment; filename="unended.pdf"#, "unended.pdf"),
        (#"attachment; filename="""#, nil),
        ("attachment", nil), ("", nil), (";;=;", nil), ("attachment; filename", nil), ("attachment; filename*=''", nil),
    ])
    func aServerNamesAFile(_ header: String, _ name: String?) {
        #expect(ContentDisposition.fileName(header) == name)
    }

    @Test(arguments: [
        ("../../etc/passwd", "passwd"), (#"..\..\boot.ini"#, "boot.ini"), ("/etc/shadow", "shadow"), ("..", nil),
        (".", nil), ("...", nil), ("", nil), (" . ", nil), ("a/", nil), (".bashrc", "bashrc"), ("-rf", "rf"),
        ("--help.pdf", "help.pdf"), ("a\0b.pdf", "ab.pdf"), ("a\r\nb.pdf", "ab.pdf"), ("\u{1B}[2Ja.pdf", "[2Ja.pdf"),
        ("a\u{202E}fdp.exe", "afdp.exe"), ("a:b*c?d\"e<f>g|h.pdf", "a_b_c_d_e_f_g_h.pdf"),
        ("$(id)`id`;id&'.pdf", "_(id)_id__id__.pdf"), ("a\u{A0}b .pdf. ", "a b .pdf"),
        ("Bericht Ü.pdf", "Bericht Ü.pdf"),
        ("\u{200B}", nil),
    ])
    func aHostileNameBecomesASafeOne(_ name: String, _ safe: String?) {
        #expect(DocumentName.safe(name) == safe)
    }

    @Test(arguments: ["a", "ü", "👩‍👩‍👧", "e\u{301}", "a ."])
    func aVeryLongNameIsCutAndKeepsItsEnding(_ piece: String) throws {
        let name = try #require(DocumentName.safe(String(repeating: piece, count: 5000) + ".pdf"))
        #expect(name.utf8.count <= DocumentName.maximumLength)
        #expect(name.utf8.count > DocumentName.maximumLength - 20)
        #expect(name.hasSuffix(".pdf"))
        let other = FileEnding.completed(name, type: "text/html", isPage: true)
        #expect(other.utf8.count <= DocumentName.maximumLength)
        #expect(other.hasSuffix(".html"))
    }

    @Test(arguments: [
        ("https://h.example/a/report.pdf?x=/y.zip", nil, "application/pdf", "report.pdf"),
        ("https://h.example/a/report", nil, "application/pdf", "report.pdf"),
        ("https://h.example/a/report.pdf", nil, "text/html", "report.pdf.html"),
        ("https://h.example/report.php", nil, "text/html", "report.php.html"),
        ("https://h.example/report.htm", nil, "text/html", "report.htm"),
        ("https://h.example/a.docx", nil, "application/zip", "a.docx"),
        ("https://h.example/a.docx", nil, "application/octet-stream", "a.docx"),
        ("https://h.example/notes.md", nil, "text/plain", "notes.md"),
        ("https://h.example/v1.2", nil, "text/plain", "v1.2.txt"),
        ("https://h.example/", nil, "text/html", "h.example.html"),
        ("https://h.example/a/", nil, nil, "h.example"),
        ("https://[2001:db8::1]/", nil, "text/html", "2001_db8__1.html"),
        ("https://h.example/a%2F..%2Fb%00.pdf", nil, nil, "b.pdf"),
        ("https://h.example/%ff.pdf", nil, "application/pdf", "h.example.pdf"),
        ("https://h.example/%e2%82%ac.pdf", nil, nil, "€.pdf"),
        ("https://h.example/%", nil, nil, "%"),
        ("https://h.example/download", "attachment; filename=r.pdf", "text/html", "r.pdf"),
        ("https://h.example/download", "attachment; filename=r", "application/pdf", "r.pdf"),
        ("https://h.example/download", "attachment; filename=\"../\"", "application/pdf", "download.pdf"),
    ])
    func aDocumentGetsAName(_ address: String, _ disposition: String?, _ type: String?, _ name: String) throws {
        #expect(DocumentName.suggested(by: disposition, address: try WebAddress(address), type: type) == name)
    }

    @Test(arguments: [
        ("text/html; charset=UTF-8", "text/html", "utf-8"),
        ("Text/HTML;Charset=\"Windows-1252\"", "text/html", "windows-1252"),
        ("application/pdf", "application/pdf", nil), ("text/html; charset=a b", "text/html", nil),
        ("text/html; charset=\"\"", "text/html", nil), ("nonsense", nil, nil), ("a/b/c", nil, nil), ("/", nil, nil),
        ("te xt/html", nil, nil), ("", nil, nil),
    ])
    func aContentTypeIsReadOrDropped(_ header: String, _ type: String?, _ charset: String?) {
        #expect(ContentType(header)?.type == type)
        #expect(ContentType(header)?.charset == charset)
    }

    /// No header and no name makes the readers trap, whatever is cut off or replaced.
    @Test func damagedHeadersAreReadWithoutHarm() {
        let seed = Array(#"attachment; filename="a\"b.pdf"; filename*=UTF-8'en'%e2%82%ac%2.pdf; charset=x"#.utf8)
        for index in seed.indices {
            for byte: UInt8 in [0, 0x22, 0x25, 0x27, 0x3B, 0x3D, 0x5C, 0xFF] {
                var damaged = seed
                damaged[index] = byte
                for text in [damaged, Array(seed[..<index]), Array(damaged[index...])] {
                    let header = String(decoding: text, as: UTF8.self)
                    let name = ContentDisposition.fileName(header).flatMap(DocumentName.safe)
                    #expect(name?.contains { "/\\\0".contains($0) } != true)
                    #expect(name?.isEmpty != true)
                }
            }
        }
    }
}
