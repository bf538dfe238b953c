import Taskt
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the documentation shows is compiled here, and what it names is there.
@Suite(.timeLimit(.minutes(5))) struct ExamplesTests {
    /// A code block differs from the snippet of the same code in Tests/TasktTests/Examples: change both.
    @Test func everyCodeBlockOfTheDocumentationIsCompiled() throws {
        let compiled = Set(try Self.snippets().map(\.code))
        let shown = try Self.blocks()
        #expect(shown.count > 10)
        for block in shown where !compiled.contains(block.code) {
            Issue.record("\(block.file) shows code that no snippet holds:\n\(block.code)")
        }
    }

    @Test func everySnippetIsShown() throws {
        let shown = Set(try Self.blocks().map(\.code))
        let hidden = try Self.snippets().filter { !shown.contains($0.code) }
        #expect(hidden.map(\.file) == [])
    }

    /// The page on guarantees names a test that is not there any more, or never was.
    @Test func everyTestThatTheGuaranteesNameIsThere() throws {
        let page = try Self.text("Sources/Taskt/Taskt.docc/Guarantees.md")
        let tests = try Self.files("Tests", "swift").map(Self.text).joined(separator: "\n")
        let named = page.matches(of: /`(\w+Tests)\/(\w+)`/)
        #expect(named.count > 10)
        for test in named {
            let (suite, function) = (test.output.1, test.output.2)
            #expect(tests.contains("struct \(suite)"), "\(suite)")
            #expect(tests.contains("func \(function)("), "\(function)")
        }
    }

    /// The example in the README is said to have about twenty lines.
    @Test func theFirstWorkflowIsShort() throws {
        let first = try Self.snippets().first { $0.file.hasSuffix("FirstWorkflow.swift") }
        #expect(try #require(first).code.split(separator: "\n").count <= 22)
    }

    private struct Code {
        let file: String
        let code: String
    }

    /// The code between `// snippet: name` and `// end`.
    private static func snippets() throws -> [Code] {
        try files("Tests/TasktTests/Examples", "swift")
            .flatMap { file in
                try extracts(of: file, from: { $0.hasPrefix("// snippet: ") }, to: { $0 == "// end" }) { $0 }
            }
    }

    /// The code blocks of articles and the README, and those of doc comments that have more than a line.
    private static func blocks() throws -> [Code] {
        let articles = try (files("Sources", "md").filter { $0.hasPrefix("Sources/Taskt") } + ["README.md"])
            .flatMap { file in try extracts(of: file, from: { $0 == "```swift" }, to: { $0 == "```" }) { $0 } }
        let comments = try files("Sources", "swift").filter { $0.hasPrefix("Sources/Taskt") }
            .flatMap { file in
                try extracts(of: file, from: { $0 == "/// ```swift" }, to: { $0 == "/// ```" }) { line in
                    line.firstRange(of: "/// ").map { line[$0.upperBound...] } ?? ""
                }
            }
        return articles + comments.filter { $0.code.contains("\n") }
    }

    private static func extracts(
        of file: String,
        from isBegin: (Substring) -> Bool,
        to isEnd: (Substring) -> Bool,
        _ shown: (Substring) -> Substring
    ) throws -> [Code] {
        var found: [Code] = []
        var lines: [Substring]?
        for line in try text(file).split(separator: "\n", omittingEmptySubsequences: false) {
            let bare = line.drop { $0 == " " }
            if let block = lines {
                lines = isEnd(bare) ? nil : block + [shown(line)]
                if lines == nil { found.append(Code(file: file, code: flush(block))) }
            } else if isBegin(bare) {
                lines = []
            }
        }
        return found
    }

    /// The lines without what all of them are indented by.
    private static func flush(_ lines: [Substring]) -> String {
        let margin = lines.filter { !$0.isEmpty }.map { line in line.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { $0.dropFirst(margin) }.joined(separator: "\n")
    }

    private static func text(_ file: String) throws -> String {
        try String(contentsOf: root.appending(path: file), encoding: .utf8)
    }

    /// The files under a folder whose names end so, by their paths from the root.
    private static func files(_ folder: String, _ ending: String) throws -> [String] {
        let base = root.appending(path: folder).resolvingSymlinksInPath().path
        return try FileManager.default.subpathsOfDirectory(atPath: base)
            .filter { $0.hasSuffix(".\(ending)") }
            .map { "\(folder)/\($0)" }
            .sorted()
    }

    /// The folder of the package.
    private static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path.count > 1,
            !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder = folder.deletingLastPathComponent()
        }
        return folder
    }()
}
