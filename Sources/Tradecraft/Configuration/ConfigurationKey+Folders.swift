import Inbox

extension ConfigurationKey {
    /// The keys of the folders and of what passes between them.
    static let folders: [ConfigurationKey] = [
        path("inbox.path", \.inbox),
        duration("inbox.settle", \.settle, atLeast: .zero),
        duration("inbox.rescan-interval", \.rescanInterval, atLeast: .seconds(1)),
        number("inbox.depth", \.depth, 0...32),
        ConfigurationKey(
            name: "inbox.ignore",
            expected: "a list of name patterns",
            set: { configuration, value in
                configuration.ignore = IgnorePatterns(value.list)
                return true
            },
            show: { "[\($0.ignore.patterns.map { "\"\($0)\"" }.joined(separator: ", "))]" }
        ),
        size("inbox.maximum-size", \.maximumSize),
        ConfigurationKey(
            name: "inbox.urgent-folder",
            expected: "the name of a folder in the inbox such as \"urgent\", or \"off\"",
            set: { configuration, value in
                guard let text = value.text else { return false }
                let name = FileName(text)
                guard text == "off" || name != nil else { return false }
                configuration.urgentFolder = text == "off" ? nil : name
                return true
            },
            show: { $0.urgentFolder?.text ?? "off" }
        ),
        ConfigurationKey(
            name: "inbox.done-suffix",
            expected: "the end of a name such as \".done\", or \"off\"",
            set: { configuration, value in
                guard let text = value.text else { return false }
                guard text == "off" || FileName(text) != nil else { return false }
                configuration.doneSuffix = text == "off" ? nil : text
                return true
            },
            show: { $0.doneSuffix ?? "off" }
        ),
        choice("inbox.duplicates", \.duplicates, of: Duplicates.allCases),
        path("outbox.path", \.outbox),
        age("outbox.keep-age", \.retention.outbox.age),
        optionalSize("outbox.keep-size", \.retention.outbox.size, otherwise: "unlimited"),
        path("state.path", \.state),
        path("rejected.path", \.rejected),
        age("rejected.keep-age", \.retention.rejected.age),
        optionalSize("rejected.keep-size", \.retention.rejected.size, otherwise: "unlimited"),
        path("processed.path", \.processed),
        choice("processed.folders", \.processedFolders, of: ProcessedFolders.allCases),
        age("processed.keep-age", \.retention.processed.age),
        optionalSize("processed.keep-size", \.retention.processed.size, otherwise: "unlimited"),
        choice("disposal", \.disposal, of: Disposer.Disposal.allCases),
        optionalSize("space.floor", \.freeFloor, otherwise: "off"),
        ConfigurationKey(
            name: "workers",
            expected: "a whole number from 1 to 64, or \"auto\"",
            set: { configuration, value in
                let number = value.number(in: 1...64)
                guard number != nil || value == .text("auto") else { return false }
                configuration.workerSetting = number
                return true
            },
            show: { $0.workerSetting.map { "\($0)" } ?? "auto" }
        ),
    ]
}
