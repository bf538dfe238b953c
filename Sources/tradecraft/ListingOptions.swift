import ArgumentParser
import Tradecraft

/// The options of every listing.
struct ListingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Show at most so many entries.", valueName: "count"))
    var limit = 20

    @Option(help: ArgumentHelp("Leave out so many entries before the first.", valueName: "count"))
    var offset = 0

    @Flag(help: "Print JSON.")
    var json = false

    /// The part of the listing that is asked for.
    var page: Page { Page(limit: limit, offset: offset) }

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit: expected 1 or more, found \(limit)") }
        if offset < 0 { throw ValidationError("--offset: expected 0 or more, found \(offset)") }
    }

    /// Says that there may be more.
    func printMore(after count: Int) {
        guard count == limit else { return }
        Terminal.printError("the first \(limit) from \(offset); more with --offset \(offset + limit)")
    }
}

extension SettingsOptions {
    /// The database of the configuration in force, for reading.
    func database() throws -> QueryDatabase { try QueryDatabase(StateFolder(effective().values.state)) }
}

extension Since: ExpressibleByArgument {
    /// Reads a duration.
    public init?(argument: String) { self.init(argument) }

    /// The duration as it would be typed.
    public var defaultValueDescription: String { duration.settingText }
}

extension DocumentRecord.State: ExpressibleByArgument {}
extension MetricsSummary.Grouping: ExpressibleByArgument {}
