import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Markdown")
struct MarkdownReaderTests {
    private func draft(_ text: String) -> DocumentDraft {
        var draft = DocumentDraft(limits: ExtractionLimits())
        MarkdownReader.read(Array(text.utf8), into: &draft)
        return draft
    }

    @Test func frontMatterIsMetadata() {
        let draft = draft(
            """
            ---
            title: "Night Heron: a lure"
            author: 'A. Analyst'
            date: 2024-03-01
            tags: [lure, loader]
            layout: post
            ---
            # Another title

            text
            """
        )
        #expect(
            draft.metadata == [
                "title": "Night Heron: a lure", "author": "A. Analyst", "created": "2024-03-01",
                "keywords": "lure, loader",
            ]
        )
        #expect(draft.text.segments.map(\.kind) == [.code, .heading, .paragraph])
        #expect(self.draft("+++\ntitle = \"Heron\"\n+++\ntext").metadata == ["title": "Heron"])
    }

    @Test(arguments: [
        "---\ntext without an end\n\ntitle: x", "---\n\njust text\n\n---\n", "----\ntitle: x\n----\n",
        "text\n---\ntitle: x\n---\n",
    ])
    func whatOnlyLooksLikeFrontMatterIsText(_ text: String) {
        #expect(draft(text).metadata["author"] == nil)
        #expect(draft(text).text.segments.allSatisfy { $0.kind != .code })
    }

    @Test func structureIsFound() {
        let blocks = RTFReaderTests.blocks(
            draft(
                """
                Night Heron
                ===========

                The lure
                and the loader
                ---

                text
                ***
                Technique | Use
                --- | ---
                T1059 | script
                last | row

                not | a table

                ```sh
                run  it
                ---
                ```
                `code` and ```more``` <b>bold</b>
                """
            )
        )
        #expect(
            blocks == [
                "heading: Night Heron", "heading: The lure and the loader", "paragraph: text",
                "tableRow: Technique | Use", "tableRow: --- | ---", "tableRow: T1059 | script", "tableRow: last | row",
                "paragraph: not | a table", "code: run  it\n---", "paragraph: `code` and ```more``` <b>bold</b>",
            ]
        )
    }

    @Test func theFirstHeadingIsTheTitle() {
        #expect(draft("Night Heron\n===\n\n# Other\n").metadata["title"] == "Night Heron")
        #expect(draft("# Night Heron\n").metadata["title"] == "Night Heron")
        #expect(draft("text\n\n# Night Heron\n").metadata["title"] == nil)
        #expect(draft("text\n\nNight Heron\n===\n").metadata["title"] == nil)
    }

    @Test(arguments: ["#", "---\n", "```\n", "- ", "|", "a|\n-|\n", ">", "\n", "===\n", "a\n===\n"])
    func repetitionIsLinear(_ piece: String) {
        _ = draft(String(repeating: piece, count: 10_000))
    }
}
