import DocumentText
import Inbox
import Logging
import Taskt

/// The workflows that the daemon runs, with the agents that are their tasks.
struct DaemonWorkflows {
    private let configuration: Configuration
    private let extractor: String
    private let libraries: DomainLibraries
    private let ledger: Ledger
    private let reports: ReportPublisher
    private let environment: EngineEnvironment
    private let logger: Logger

    init(
        _ configuration: Configuration,
        extractor: String,
        libraries: DomainLibraries,
        ledger: Ledger,
        publisher: FolderPublisher,
        environment: EngineEnvironment,
        logger: Logger
    ) {
        self.configuration = configuration
        self.extractor = extractor
        self.libraries = libraries
        self.ledger = ledger
        self.environment = environment
        self.logger = logger
        reports = ReportPublisher(
            publisher: publisher,
            settings: configuration.report,
            printer: PDFPrinter(
                configuration.report.pdf,
                clock: environment.clock,
                logger: logger.component(.report)
            )
        )
    }

    /// All of them.
    func definitions(retry: RetryPolicy) -> [WorkflowDefinition] {
        [analysis, reevaluation, ReportDelivery.definition(courier, retry: retry)]
    }

    private var analysis: WorkflowDefinition {
        DocumentAnalysis.definition(
            fetch: FetchAgent(library: libraries.main),
            parse: ParseAgent(library: libraries.main),
            ingest: DocIngestAgent(
                extractor: ExtractorProcess(executable: extractor, options: configuration.extractionOptions),
                ledger: ledger,
                spool: StateFolder(configuration.state).spool,
                limits: configuration.extraction,
                web: WebDocuments(
                    configuration.fetch,
                    now: environment.now,
                    logger: logger.component(.extraction)
                ),
                now: environment.now
            ),
            eval: eval,
            report: ReportAgent(libraries: libraries, publisher: reports, ledger: ledger, now: environment.now),
            retryDelay: configuration.retryInitial
        )
    }

    private var reevaluation: WorkflowDefinition {
        Reevaluation.definition(
            fetch: FetchAgent(library: libraries.main),
            parse: ParseAgent(library: libraries.main),
            text: StoredTextAgent(ledger: ledger),
            eval: eval,
            report: ReevaluationReportAgent(
                libraries: libraries,
                publisher: reports,
                ledger: ledger,
                now: environment.now
            ),
            retryDelay: configuration.retryInitial
        )
    }

    private var courier: ReportCourier {
        ReportCourier(
            sender: HookSender(
                settings: configuration.hooks,
                outbox: configuration.outbox,
                ledger: ledger,
                environment: environment
            ),
            ledger: ledger
        )
    }

    private var eval: EvalAgent {
        EvalAgent(
            evaluator: DocumentEvaluator(libraries: libraries),
            process: EvaluationProcess(configuration),
            ledger: ledger
        )
    }
}
