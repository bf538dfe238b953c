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
        path("outbox.path", \.outbox),
        path("state.path", \.state),
        path("rejected.path", \.rejected),
        path("processed.path", \.processed),
        choice("disposal", \.disposal, of: [.move, .delete]),
        number("workers", \.workers, 1...64),
    ]
}
