import DocumentText

extension ConfigurationKey {
    /// The keys `extraction.*` and `text.*`.
    static let extraction: [ConfigurationKey] = [
        duration("extraction.wall-limit", \.extraction.wall, atLeast: .milliseconds(100)),
        ConfigurationKey(
            name: "extraction.cpu-limit",
            expected: "a duration of whole seconds such as \"10s\"",
            set: { configuration, value in
                guard let duration = value.duration, duration >= .seconds(1), duration.components.attoseconds == 0
                else {
                    return false
                }
                configuration.extraction.cpuSeconds = Int(duration.components.seconds)
                return true
            },
            show: { Duration.seconds($0.extraction.cpuSeconds).settingText }
        ),
        size("extraction.memory-limit", \.extraction.memoryBytes),
        size("extraction.text-limit", \.extraction.textBytes),
        number("extraction.page-limit", \.extraction.pages, 1...1_000_000),
        number("extraction.member-limit", \.extraction.members, 1...100_000),
        size("extraction.unpacked-limit", \.extraction.memberBytes),
        number("extraction.ratio-limit", \.extraction.ratio, 1...100_000),
        number("extraction.depth-limit", \.extraction.depth, 0...64),
        choice("extraction.sandbox", \.extractionOptions.sandbox, of: ExtractionOptions.Sandbox.allCases),
        recognition,
        ConfigurationKey(
            name: "extraction.ocr-page-limit",
            expected: "a whole number from 1 to 10000",
            set: { configuration, value in
                guard let number = value.number(in: 1...10_000) else { return false }
                configuration.recognisedPages = number
                configuration.extractionOptions.recognition?.pages = number
                return true
            },
            show: { "\($0.recognisedPages)" }
        ),
        ConfigurationKey(
            name: "text.retention",
            expected: "a duration such as \"90d\", or \"forever\"",
            set: { configuration, value in
                if value == .text("forever") {
                    configuration.textRetention = nil
                    return true
                }
                guard let duration = value.duration else { return false }
                configuration.textRetention = duration
                return true
            },
            show: { $0.textRetention?.settingText ?? "forever" }
        ),
    ]

    private static let recognition = ConfigurationKey(
        name: "extraction.ocr",
        expected: "\"off\", or languages in tesseract's names such as \"eng\" or \"eng+deu\"",
        set: { configuration, value in
            if value == .text("off") {
                configuration.extractionOptions.recognition = nil
                return true
            }
            guard let text = value.text,
                let recognition = ExtractionOptions.Recognition(languages: text, pages: configuration.recognisedPages)
            else { return false }
            configuration.extractionOptions.recognition = recognition
            return true
        },
        show: { $0.extractionOptions.recognition?.languages ?? "off" }
    )
}
