package import AttackKnowledge
package import AttackReports
package import Inbox
package import Taskt

/// The files of an aggregate.
package enum AggregateFiles {
    /// The names of the files.
    package static let names = ["aggregate-layer.json", "aggregate.html", "aggregate.csv"]

    /// Writes layer, page and table into a folder, which is made where it is missing.
    ///
    /// - Durability: each file is on disk when this returns; one that was there is replaced.
    package static func write(
        _ aggregate: ReportAggregate,
        _ knowledge: KnowledgeBase,
        into folder: SystemPath,
        at now: Timestamp
    ) throws(StartupError) {
        let contents = [
            AggregateLayer.bytes(for: aggregate, knowledge: knowledge),
            AggregatePage.bytes(
                for: aggregate,
                knowledge: knowledge,
                generatedAt: now.description,
                toolVersion: TradecraftVersion.current
            ),
            AggregateTable.bytes(for: aggregate),
        ]
        do throws(InboxError) {
            try FileBytes.makeFolder(folder)
            for (name, bytes) in zip(names, contents) { try FileBytes.replace(folder.appending(name), with: bytes) }
        } catch {
            throw StartupError(error, "the folder to write to")
        }
    }
}
