import AttackKnowledge
import Testing

@testable import TechniqueMapping

/// Models of the made-up bundle with a report stage of each kind.
enum StageSupport {
    /// What a made-up model is trained from.
    enum Kind: String, CaseIterable, Sendable {
        case plain
        case closed
        case open
    }

    private static let attacks = [
        ("A PowerShell script was run with an encoded command by intruder", "T1086"),
        ("All files on the drive were encrypted by program", "T1486"),
        ("A spearphishing email with a malicious attachment was sent by sender", "T1566.001"),
        ("Code was injected into a live process by loader", "T1055"),
    ]

    private static func shown(_ report: Int) -> [(text: String, id: String)] {
        attacks.enumerated().filter { report % ($0.offset + 2) == 0 }
            .map { ("\($0.element.0) number \(report % 7).", $0.element.1) }
    }

    /// Annotated sentences of forty made-up reports.
    static let sentences: [LabelledSentence] = (0..<40)
        .flatMap { report in
            shown(report).map { LabelledSentence(doc: "report \(report)", text: $0.text, labels: [$0.id]) } + [
                LabelledSentence(doc: "report \(report)", text: "The company is based in a large town.", labels: []),
                LabelledSentence(
                    doc: "report \(report)",
                    text: "Its town has \(report) thousand people and a harbour.",
                    labels: []
                ),
            ]
        }

    /// Half of them as whole reports.
    static let reports: [LabelledReport] = stride(from: 0, to: 40, by: 2)
        .map { report in
            LabelledReport(
                doc: "report \(report)",
                text: shown(report).map(\.text).joined(separator: " ") + " The company is based in a large town.",
                labels: shown(report).map(\.id)
            )
        }

    /// The ids of the closed set: T1059.001 is outside, its parent inside.
    static let closedSet = ["T1055", "T1059", "T1486", "T1566.001"]

    /// Trains a model of a kind.
    static func train(_ kind: Kind, threads: Int = 2, folds: Int = 5) throws -> [UInt8] {
        let bundle = try #require(Support.bundle)
        var options = TrainingOptions()
        options.threads = threads
        options.folds = folds
        if kind == .closed { options.classes = closedSet.compactMap { TechniqueID($0) } }
        return try ModelTrainer.train(
            knowledge: bundle.knowledge,
            corpus: bundle.corpus,
            labelled: kind == .plain ? [] : sentences,
            reports: kind == .open ? reports : [],
            options: options
        )
    }

    private static let plain = Result { try train(.plain) }
    private static let closed = Result { try train(.closed) }
    private static let open = Result { try train(.open) }

    /// The bytes of the model of a kind, made once.
    static func bytes(_ kind: Kind) throws -> [UInt8] {
        switch kind {
        case .plain: try plain.get()
        case .closed: try closed.get()
        case .open: try open.get()
        }
    }

    /// A mapper with the model of a kind.
    static func mapper(_ kind: Kind, _ options: MappingOptions = MappingOptions()) throws -> TechniqueMapper {
        try TechniqueMapper(
            model: TechniqueModel(bytes: bytes(kind)),
            knowledge: try #require(Support.bundle).knowledge,
            options: options
        )
    }

    /// A text of made-up pieces: prose that shows something, ids, names, and characters of all widths.
    static func text(_ dice: inout Dice) -> String {
        (0..<dice.roll(40)).map { _ in pieces[dice.roll(pieces.count)] }.joined()
    }

    private static let pieces =
        attacks.map { $0.0 + " x. " } + [
            "They ran an encoded PowerShell script. ", "Files were encrypted. ", "T1059.001 ", "T1086", " T1043 ",
            "T1486. ",
            "T1053/005", " attack.t1055 ", "Process Injection ", "phishing ", "Amber Kestrel ", "Harbor backdoor ",
            "\n\n",
            "\r\n", "e\u{301}", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} ", "\u{A0}", "\u{2028}", "o\u{FB03}ce ",
            ". ",
            "\u{3002}", "\u{FEFF}", "| cell | ", "- ", "1.2.3.4 ", "hxxp://evil[.]example/a ", "did not inject code ",
            "\t",
            "\u{0}", "The town has a harbour. ",
        ]
}
