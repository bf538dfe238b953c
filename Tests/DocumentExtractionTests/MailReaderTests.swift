import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Mail")
struct MailReaderTests {
    private func blocks(_ mail: String) throws -> [String] { Fixtures.blocks(try DocumentBytes.mail(mail)) }

    @Test func aMessageGivesItsPeopleItsTextAndItsWay() throws {
        let document = try DocumentBytes.mail(
            """
            Received: from relay.example ([192.0.2.7])
            \tby mx.example; Wed, 28 Feb 2024 10:00:00 +0100
            From: =?utf-8?Q?Ren=C3=A9?= <rene@heron.example>
            To: one@victim.example,
             two@victim.example
            Subject: Invoice
            Date: Wed, 28 Feb 2024 10:00:00 +0100
            Message-ID: <1@heron.example>

            Please open it.

            Thanks
            """
        )
        #expect(
            Fixtures.blocks(document) == [
                "heading: Invoice",
                "paragraph: From: René <rene@heron.example>\nTo: one@victim.example, two@victim.example\n"
                    + "Date: Wed, 28 Feb 2024 10:00:00 +0100",
                "paragraph: Please open it.",
                "paragraph: Thanks",
                "pageHeader: Received: from relay.example ([192.0.2.7]) by mx.example; Wed, 28 Feb 2024 10:00:00 +0100\n"
                    + "Message-ID: <1@heron.example>",
            ]
        )
        #expect(document.description.metadata["title"] == "Invoice")
        #expect(document.description.metadata["author"] == "René <rene@heron.example>")
        #expect(document.description.metadata["created"] == "2024-02-28T10:00:00+01:00")
        #expect(document.description.mediaType == "message/rfc822")
    }

    private static let alternative = """
        From: a@b
        Subject: s
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary=x

        not for people
        --x
        Content-Type: text/plain; charset=utf-8

        The story is here: https://heron.example/track/1

        A paragraph that the page does not have, T1059.
        --x
        Content-Type: text/html

        <p>The <b>story</b> is here: <a href="https://heron.example/story">read</a></p>
        --x--
        nor this
        """

    /// The page is read for its structure; what only the plain text says is not lost, and nothing is there twice.
    @Test func ofTwoFormsTheSecondGivesOnlyWhatTheFirstLacks() throws {
        #expect(
            try blocks(Self.alternative) == [
                "heading: s", "paragraph: From: a@b", "paragraph: The story is here: read",
                "link: https://heron.example/story", "paragraph: A paragraph that the page does not have, T1059.",
                "link: https://heron.example/track/1",
            ]
        )
    }

    @Test func anEmptyPageLeavesThePlainText() throws {
        let mail = Self.alternative.replacing(
            #"<p>The <b>story</b> is here: <a href="https://heron.example/story">read</a></p>"#,
            with: "<p></p>"
        )
        #expect(try blocks(mail).contains("paragraph: The story is here: https://heron.example/track/1"))
    }

    @Test func attachedFilesAndMessagesArePartsWithTheirNames() throws {
        let document = try DocumentBytes.mail(
            """
            From: a@b
            Subject: outer
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=_1"

            --=_1

            See below.
            --=_1
            Content-Type: text/csv; charset=koi8-r
            Content-Disposition: attachment; filename*=utf-8''%D1%81.csv
            Content-Transfer-Encoding: base64

            8NLJ18XULGE=
            --=_1
            Content-Type: message/rfc822

            Subject: inner
            From: c@d

            The inner text.
            --=_1
            Content-Type: image/png; name=logo.png
            Content-ID: <logo>

            nothing
            --=_1
            Content-Type: text/plain

            A footer.
            --=_1--
            """
        )
        #expect(
            Fixtures.blocks(document) == [
                "heading: outer", "paragraph: From: a@b", "paragraph: See below.", "paragraph: A footer.",
                "heading: с.csv", "tableRow: Привет,a", "heading: inner", "heading: inner", "paragraph: From: c@d",
                "paragraph: The inner text.",
            ]
        )
        #expect(document.description.parts.map(\.name) == ["с.csv", "inner"])
        #expect(document.description.parts.map(\.kind) == [.attachment, .message])
        #expect(document.description.metadata["title"] == "outer")
    }

    @Test(arguments: [
        // No boundary is named, a wrong one is, the last one is missing, and lines end like on Windows.
        "Content-Type: multipart/mixed\n\n--q1\nContent-Type: text/plain\n\nfirst T1\n--q1\nContent-Type: text/html\n\n<p>second\n",
        "Content-Type: multipart/mixed; boundary=zz\n\n--q1\nContent-Type: text/plain\n\nfirst T1\n--q1\ncontent-type: text/html\n\n<p>second\n--q1--",
        "Content-Type: multipart/mixed; boundary=q1\n\n--q1\nContent-Type: text/plain\n\nfirst T1\n--q1\nContent-Type: text/html\n\n<p>second",
        "Content-Type: multipart/mixed; boundary=q1\r\n\r\n--q1\r\n\r\nfirst T1\r\n--q1 \r\nContent-Type: text/html\r\n\r\n<p>second\r\n--q1--\r\n",
    ])
    func brokenBoundariesAreFound(_ rest: String) throws {
        let text = try DocumentBytes.mail("From: a@b\n\(rest)").text
        #expect(text == "From: a@b\n\nfirst T1\n\nsecond")
    }

    @Test func aMultipartWithoutPartsIsText() throws {
        #expect(
            try DocumentBytes.mail("From: a@b\nContent-Type: multipart/mixed\n\nbody T1566").text
                .hasSuffix("body T1566")
        )
    }

    @Test(arguments: [200, 5000])
    func multipartsWithinEachOtherHaveNoPrice(_ depth: Int) throws {
        var mail = "From: a@b\nSubject: s\n"
        for level in 0..<depth {
            mail += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
        }
        mail += "Content-Type: text/plain\n\ninnermost T1566.001\n"
        for level in (0..<depth).reversed() {
            mail += "--b\(level)--\n"
        }
        #expect(try DocumentBytes.mail(mail).text.contains("innermost T1566.001"))
    }

    @Test func messagesWithinEachOtherEndAtTheLimit() throws {
        var mail = "From: a@b\nSubject: s0\nMIME-Version: 1.0\n"
        for level in 1...30 {
            mail += "Content-Type: message/rfc822\n\nFrom: a@b\nSubject: level\(level)\nMIME-Version: 1.0\n"
        }
        let document = try DocumentBytes.mail(mail + "\ntext", limits: ExtractionLimits(depth: 4))
        #expect(document.text.contains("level4"))
        #expect(!document.text.contains("level6"))
        #expect(document.description.isPartial)
    }

    @Test func anEncryptedMessageKeepsItsHeaderAndSaysSo() throws {
        let document = try DocumentBytes.mail(
            "From: a@b\nSubject: secret\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB"
        )
        #expect(document.text == "secret\n\nFrom: a@b")
        #expect(document.description.isPartial)
        let armour = "-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----"
        let inline = try DocumentBytes.mail("From: a@b\nTo: c@d\n\nsee\n\n\(armour)\nbye")
        #expect(inline.text == "From: a@b\nTo: c@d\n\nsee\n\nbye")
        #expect(inline.description.isPartial)
    }

    @Test func signaturesSayNothing() throws {
        let mail = """
            From: a@b
            Content-Type: multipart/signed; boundary=s; protocol="application/pgp-signature"

            --s

            signed text
            --s
            Content-Type: application/pgp-signature; name=signature.asc

            -----BEGIN PGP SIGNATURE-----
            --s--
            """
        #expect(try DocumentBytes.mail(mail).text == "From: a@b\n\nsigned text")
    }

    @Test func aSavedPageIsReadInItsSetWithItsLinks() throws {
        let page = """
            From: <Saved by Blink>
            Snapshot-Content-Location: https://heron.example/page
            Subject: =?utf-8?Q?The_p=C3=A1ge?=
            Date: Wed, 28 Feb 2024 10:00:00 -0000
            MIME-Version: 1.0
            Content-Type: multipart/related; type="text/html"; boundary="----M--x----"

            ------M--x----
            Content-Type: text/html
            Content-Transfer-Encoding: quoted-printable
            Content-Location: https://heron.example/page

            <meta charset=3Dkoi8-r><p>=F0=D2=C9=D7=C5=D4 <a href=3D"https://e=
            vil.example/x">link</a></p>
            ------M--x----
            Content-Type: image/png
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            ------M--x------
            """
        let document = try DocumentBytes.read(Array(page.utf8), name: "saved")
        #expect(
            Fixtures.blocks(document) == [
                "heading: The páge", "paragraph: Привет link", "link: https://evil.example/x",
                "link: https://heron.example/page",
            ]
        )
        #expect(document.description.mediaType == "multipart/related")
    }

    @Test func hostileHeadersAndPartsTakeLinearTime() throws {
        let pieces = [
            "=?a?Q?", "=?a?b?c?= ", "\n x", "\"", ";a*0*=%", "--x\n", "begin 644 a\n", "From x 10:00 2020\n\n", "(",
            "=\n",
        ]
        for piece in pieces {
            let body = String(repeating: piece, count: 20_000)
            let type = "multipart/mixed; boundary=x"
            for mail in [
                "Subject: \(body)\n\n\(body)", "Content-Type: \(type)\nX: y\n\n\(body)", "Content-Type: \(body)",
            ] {
                _ = try? DocumentBytes.mail("From: a@b\n" + mail)  // Only the time counts here.
            }
        }
    }

    @Test func damageNeverTraps() {
        let mails = [Self.alternative, "From x Mon Jan  1 10:00:00 2020\nSubject: =?utf-8?B?w6k=?=\n\n=?x"]
        for mail in mails {
            for bytes in DocumentBytes.damaged(Array(mail.utf8), count: 300) where !bytes.isEmpty {
                _ = try? DocumentBytes.read(bytes, name: "m.eml")  // An error is as good as a text.
                _ = try? DocumentBytes.read(bytes, name: "m.mht")  // The same.
            }
        }
    }
}
