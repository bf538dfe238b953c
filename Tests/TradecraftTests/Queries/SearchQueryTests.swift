import GRDB
import Testing

@testable import Tradecraft

/// What people write to look for reports.
@Suite struct SearchQueryTests {
    @Test(
        arguments: [
            ("powershell", "(\"powershell\")"),
            ("power shell", "(\"power\" AND \"shell\")"),
            ("a AND b", "(\"a\" AND \"b\")"),
            ("\"scheduled task\" -ransom", "((\"scheduled task\") NOT (\"ransom\"))"),
            ("NOT ransom wiper", "((\"wiper\") NOT (\"ransom\"))"),
            ("wiper OR ransom* now", "(\"wiper\") OR (\"ransom\" * AND \"now\")"),
            ("title:apt29 entity:G0016", "(title : \"apt29\" AND entities : \"G0016\")"),
            ("evidence:\"two words\"", "(evidence : \"two words\")"),
            ("hxxps://evil[.]example/a", "((\"hxxps://evil[.]example/a\" OR \"https://evil.example/a\"))"),
            ("T1059.001 & -- ()", "(\"T1059.001\")"),
            ("\"never closed", "(\"never closed\")"),
            ("“curly”", "(\"curly\")"),
            ("title: apart", "(\"title:\" AND \"apart\")"),
        ]
    )
    func wordsBecomeAWellFormedQuery(_ written: String, _ expected: String) throws {
        #expect(try SearchQuery(written).match == expected)
    }

    @Test(arguments: ["", "   ", "-only", "()", "\"\"", "* -", "a OR -b", "NOT x"])
    func aQueryWithoutAWordToLookForIsRefused(_ written: String) {
        let error = #expect(throws: StartupError.self) { try SearchQuery(written) }
        #expect(error?.exitCode == .usage && error?.description.contains("no word to look for") == true)
    }

    @Test func tooManyWordsAreRefused() {
        let error = #expect(throws: StartupError.self) { try SearchQuery(String(repeating: "word ", count: 65)) }
        #expect(error?.description == "the query has 65 words; expected 64 or fewer")
    }

    /// Whatever is typed, SQLite must be given something that it can read.
    @Test func nothingThatCanBeTypedIsASyntaxError() throws {
        let pieces = [
            "\"", "*", "-", "OR", "AND", "NOT", "NEAR", "NEAR(", "(", ")", "{", "}", ":", "^", "+", ",", "title:",
            "rank:",
            "evidence:", "entity:", " ", "  ", "a", "word", "T1059.001", "é", "日本", "'", "\\", ";", "--", "\u{0}",
            "\u{202E}", "[.]", "hxxp://", "%", "_", "\u{1F600}", "“", "”", "\n", "\t", "match", "title : x",
        ]
        let queue = try DatabaseQueue()
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        func next(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state >> 33) % limit
        }
        let tried = try queue.write { db in
            try db.execute(
                sql: "CREATE VIRTUAL TABLE t USING fts5 (title, evidence, entities, tokenize = 'unicode61')"
            )
            try db.execute(sql: "INSERT INTO t VALUES ('a word', 'T1059.001 é 日本', 'title rank near')")
            var tried = 0
            for _ in 0..<2_000 {
                let text = (0..<(1 + next(9))).map { _ in pieces[next(pieces.count)] }.joined()
                guard let query = try? SearchQuery(text) else { continue }
                for match in [query.match, query.words] {
                    _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM t WHERE t MATCH ?", arguments: [match])
                }
                tried += 1
            }
            return tried
        }
        #expect(tried > 1_000)
    }
}
