import Testing

@testable import DocumentExtraction

@Suite("Header fields of mail")
struct MIMEHeaderTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [
        ("plain", "plain"), ("=?utf-8?Q?caf=C3=A9_au_lait?=", "café au lait"), ("=?UTF-8?B?Y2Fmw6k=?=", "café"),
        // Between two words the space is not a part of the text; beside other text it is.
        ("=?utf-8?q?a?= =?utf-8?q?b?= c =?utf-8?q?d?=", "ab c d"), ("=?iso-8859-1*fr?Q?=E9?=", "é"),
        // A character that begins in one word and ends in the next.
        ("=?utf-8?B?w6nDqcM=?= =?utf-8?B?qcOp?=", "éééé"), ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"), ("=?gb2312?B?1tDOxA==?=", "中文"),
        ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
        ("=?utf-8?Q?never ended", "=?utf-8?Q?never ended"), ("=?utf-8?Q??=", ""), ("=?", "=?"),
    ])
    func wordsInOtherSetsAreDecoded(_ value: String, _ decoded: String) {
        #expect(text(EncodedWords.decode(Array(value.utf8))) == decoded)
    }

    @Test func bytesThatWereNeverEncodedAreDecodedAsWell() {
        #expect(text(EncodedWords.decode(Array("naïve".utf8))) == "naïve")
        #expect(text(EncodedWords.decode([0x6E, 0x61, 0xEF, 0x76, 0x65])) == "naïve")
    }

    @Test(arguments: [
        ("text/plain; charset=utf-8", "charset", "utf-8"), ("a/b;x=\"p;q\" ; y=z", "x", "p;q"),
        ("a/b;x=\"p;q\" ; y=z", "y", "z"),
        ("a/b; name=\"say \\\"hi\\\".txt\"", "name", "say \"hi\".txt"),
        ("a/b; name=\"C:\\tmp\\x.doc\"", "name", "C:\\tmp\\x.doc"),
        ("a/b; name=two words.pdf; x=y", "name", "two words.pdf"),
        ("a/b; NAME = =?utf-8?Q?caf=C3=A9?=", "name", "café"),
        ("a/b; filename*=utf-8''caf%C3%A9.txt", "filename", "café.txt"), ("a/b; n*1=b; n*0=a; n*2=c", "n", "abc"),
        ("a/b; n*0*=koi8-r'ru'%F0%D2; n*1*=%C9; n*2=.x", "n", "При.x"), ("a/b; n*=plain; n=other", "n", "plain"),
        ("a/b; filename*=%41%zz", "filename", "A%zz"), ("a/b;;;; x=1", "x", "1"), ("a/b; x=\"open", "x", "open"),
    ])
    func parametersAreTakenApart(_ field: String, _ name: String, _ value: String) {
        let parsed = MIMEValue(Array(field.utf8))
        #expect(parsed.value == (field.hasPrefix("text") ? "text/plain" : "a/b"))
        #expect(parsed.text(name) == value)
    }

    @Test func fieldsAreUnfoldedAndTheirOrderKept() {
        let bytes = Array("Received: a\r\n\tb\r\nX: 1\r\nreceived : c\r\n\r\nbody".utf8)
        let (header, end) = MIMEHeader.parse(bytes[...])
        #expect(header.fields.map { "\($0.name)=\(text($0.value))" } == ["received=a b", "x=1", "received=c"])
        #expect(text(Array(bytes[end...])) == "body")
    }

    @Test(arguments: [
        ("Wed, 21 Nov 2012 21:11:32 +0100 (CET)", "2012-11-21T21:11:32+01:00"),
        ("Thu, 1 Jan 98 00:00 GMT", "1998-01-01T00:00:00Z"),
        ("Fri Mar 10 2006 13:40:00 GMT+0100", "2006-03-10T13:40:00+01:00"),
        ("Mon Jun 01 04:28:28 2009", "2009-06-01T04:28:28"),
        ("12-Mar-2024 08:00:01 -0330", "2024-03-12T08:00:01-03:30"),
        ("3 September 2020 1:02:03 EST", "2020-09-03T01:02:03-05:00"),
        ("5 May 2020", "2020-05-05"), ("Tue, 99 Foo 2020", nil), ("", nil), ("yesterday", nil),
        ("-0- : ++ 2020-2020", nil),
    ])
    func datesHaveOneForm(_ written: String, _ normalised: String?) {
        #expect(MailDate.normalised(Array(written.utf8)) == normalised)
    }

    @Test(arguments: [
        (116_444_736_000_000_000, nil), (133_535_844_000_000_000, "2024-02-28T09:00:00Z"),
        (133_536_708_000_000_000, "2024-02-29T09:00:00Z"), (125_911_584_000_000_000, "2000-01-01T00:00:00Z"),
        (UInt64.max, nil), (0, nil),
    ])
    func timesOfWindowsHaveTheSameForm(_ time: UInt64, _ normalised: String?) {
        #expect(MailDate.normalised(fileTime: time) == normalised)
    }
}

@Suite("Encodings for the way")
struct TransferEncodingTests {
    private func decoded(_ text: String, _ encoding: String) -> String {
        String(decoding: TransferEncoding.decode(Array(text.utf8)[...], Array(encoding.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("aGVsbG8=", "hello"), ("aGVs\r\n bG8", "hello"), ("aGU=bGxv", "hello"), ("a!G#V$s", "hel"), ("", ""),
        ("=", ""),
        ("aGVsbG8", "hello"), ("a", ""),
    ])
    func base64IsForgiving(_ text: String, _ result: String) { #expect(decoded(text, "Base64 ") == result) }

    @Test(arguments: [
        ("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a= \t\nb", "ab"), ("a=zzb", "a=zzb"), ("a=", "a"), ("a=4", "a=4"),
        ("=e9", "\u{FFFD}"),
    ])
    func quotedPrintableIsForgiving(_ text: String, _ result: String) {
        #expect(decoded(text, "quoted-printable") == result)
    }

    @Test func filesOfTheTimeBeforeMIMEAreFound() throws {
        let text = Array("see\nbegin 644 a.txt\n%:&5L;&\\ \n`\nend\nafter\nbegin with this\nplease\n".utf8)
        let file = try #require(UUEncoding.file(in: text[...], from: 0))
        #expect(String(decoding: file.bytes, as: UTF8.self) == "hello")
        #expect(String(decoding: file.name, as: UTF8.self) == "a.txt")
        #expect(String(decoding: text[file.range.upperBound...], as: UTF8.self).hasPrefix("after"))
        #expect(UUEncoding.file(in: text[...], from: file.range.upperBound) == nil)
    }

    @Test(arguments: [
        ("one \ntwo\n\nthree", "one two\n\nthree"), ("> a \n> b\nc", "> a b\nc"), ("a \n> b", "a \n> b"),
        ("-- \nname", "-- \nname"),
        (" >x", ">x"),
    ])
    func softLineEndsAreJoined(_ text: String, _ result: String) {
        #expect(String(decoding: FlowedText.join(Array(text.utf8), deletesSpace: false), as: UTF8.self) == result)
    }
}
