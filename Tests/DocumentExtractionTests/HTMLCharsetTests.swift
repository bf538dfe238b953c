import Testing

@testable import DocumentExtraction

@Suite("Declared character sets")
struct HTMLCharsetTests {
    @Test(arguments: [
        (#"<meta charset="KOI8-R">"#, "koi8-r"), ("<META CHARSET = gbk >", "gbk"),
        (#"<meta content="text/html; charset=iso-8859-5" http-equiv=Content-Type>"#, "iso-8859-5"),
        (#"<?xml version="1.0" encoding='Shift_JIS'?><html>"#, "shift_jis"),
        (#"<title><meta charset="a"></title><meta charset="b">"#, "b"), ("<meta charset=utf-16>", "utf-8"),
        ("<script>'<meta charset=a>'</script><!-- <meta charset=b> --><meta charset=c>", "c"),
    ])
    func areFoundWhereBrowsersLook(_ html: String, _ name: String) {
        #expect(HTMLCharset.declared(in: Array(html.utf8)) == name)
    }

    @Test(arguments: [
        "<body><meta charset=a>", #"<meta name="x" content="charset=a">"#, "<p>charset=a", "<meta charset='", "<?xml",
        "<?xml encoding", "<meta charset='???'>", "",
    ])
    func areNotFoundElsewhere(_ html: String) {
        #expect(HTMLCharset.declared(in: Array(html.utf8)) == nil)
    }

    @Test func aLongHeadIsLookedThrough() {
        let html = "<style>" + String(repeating: "p { color: red }\n", count: 500) + "</style><meta charset=big5>"
        #expect(HTMLCharset.declared(in: Array(html.utf8)) == "big5")
    }
}
