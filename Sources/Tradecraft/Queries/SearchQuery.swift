/// Words to look for in reports, as people write them.
///
/// All words must be there; `"words in a row"` are looked for as a phrase, `word*` by its beginning, `-word` must not be
/// there, and `title:`, `evidence:` and `entities:` say where. `OR` stands between alternatives. Whatever is written,
/// what SQLite is given is well formed: every word is a string of its language, and the operators are ours.
package struct SearchQuery: Hashable, Sendable {
    /// The query in the language of FTS5.
    let match: String
    /// The same without what must not be there: any of the words that a hit may have.
    let words: String

    /// The most words a query may have.
    private static let limit = 64

    /// Reads a query.
    ///
    /// - Throws: ``StartupError`` 64 where there is no word to look for, or too many.
    package init(_ text: String) throws(StartupError) {
        var alternatives: [Alternative] = [Alternative()]
        var isNegated = false
        var count = 0
        for token in Self.tokens(of: text) {
            switch token {
            case .or: alternatives.append(Alternative())
            case .not: isNegated = true
            case .term(let term, let isExcluded):
                count += 1
                if isExcluded || isNegated {
                    alternatives[alternatives.count - 1].excluded.append(term)
                } else {
                    alternatives[alternatives.count - 1].wanted.append(term)
                }
                isNegated = false
            }
        }
        let expressions = alternatives.compactMap(\.expression)
        guard count <= Self.limit else {
            throw StartupError(.usage, "the query has \(count) words; expected \(Self.limit) or fewer")
        }
        guard !expressions.isEmpty, alternatives.allSatisfy({ $0.expression != nil || $0.excluded.isEmpty }) else {
            throw StartupError(
                .usage,
                "the query has no word to look for; expected words, \"a phrase\" or a beginning*, "
                    + "and -word only beside a word that is to be there"
            )
        }
        match = expressions.joined(separator: " OR ")
        words = alternatives.flatMap(\.wanted).joined(separator: " OR ")
    }

    private struct Alternative {
        var wanted: [String] = []
        var excluded: [String] = []

        var expression: String? {
            guard !wanted.isEmpty else { return nil }
            let all = "(" + wanted.joined(separator: " AND ") + ")"
            return excluded.isEmpty ? all : "(\(all) NOT (" + excluded.joined(separator: " OR ") + "))"
        }
    }

    private enum Token {
        case or
        case not
        case term(String, isExcluded: Bool)
    }

    /// The words, phrases and operators; what has no letter and no digit in it is left out.
    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = Array(text.unicodeScalars).filter { $0.value != 0 }[...]
        while true {
            rest = rest.drop(while: \.properties.isWhitespace)
            guard let first = rest.first else { return tokens }
            var isExcluded = false
            if first == "-" || first == "\u{2212}" {
                isExcluded = true
                rest = rest.dropFirst()
            }
            let field = field(at: &rest)
            if let quote = rest.first, isQuote(quote) {
                let phrase = rest.dropFirst().prefix { !isQuote($0) }
                rest = rest[phrase.endIndex...].dropFirst()
                let isBeginning = rest.first == "*"
                if isBeginning { rest = rest.dropFirst() }
                guard isSearchable(phrase) else { continue }
                tokens.append(
                    .term(term([Self.text(phrase)], field, isBeginning), isExcluded: isExcluded)
                )
                continue
            }
            let word = rest.prefix { !$0.properties.isWhitespace && !isQuote($0) }
            rest = rest[word.endIndex...]
            let written = Self.text(word)
            switch written {
            case "OR" where !isExcluded && field == nil: tokens.append(.or)
            case "AND" where !isExcluded && field == nil: break
            case "NOT" where !isExcluded && field == nil: tokens.append(.not)
            case _ where isSearchable(word):
                let isBeginning = written.hasSuffix("*")
                let plain = isBeginning ? String(written.dropLast()) : written
                // An address is found as the document writes it, and as machines read it.
                let read = RefangedText.of(plain)
                let forms = read == plain ? [plain] : [plain, read]
                tokens.append(.term(term(forms, field, isBeginning), isExcluded: isExcluded))
            default: break
            }
        }
    }

    private static func term(_ forms: [String], _ field: String?, _ isBeginning: Bool) -> String {
        let strings = forms.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" + (isBeginning ? " *" : "") }
        let any = strings.count == 1 ? strings[0] : "(" + strings.joined(separator: " OR ") + ")"
        return field.map { "\($0) : \(any)" } ?? any
    }

    private static let fields = [
        "title:": "title", "evidence:": "evidence", "entities:": "entities", "entity:": "entities",
    ]

    /// Takes the name of a field off, where something follows it.
    private static func field(at rest: inout ArraySlice<Unicode.Scalar>) -> String? {
        for (prefix, field) in fields where rest.starts(with: prefix.unicodeScalars) {
            let behind = rest.dropFirst(prefix.unicodeScalars.count)
            guard let next = behind.first, !next.properties.isWhitespace else { return nil }
            rest = behind
            return field
        }
        return nil
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\"" || scalar == "\u{201C}" || scalar == "\u{201D}" || scalar == "\u{201E}"
    }

    /// Whether the tokenizer of the index finds a word in a text.
    private static func isSearchable(_ text: some Sequence<Unicode.Scalar>) -> Bool {
        text.contains { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .privateUse:
                true
            default: false
            }
        }
    }
}
