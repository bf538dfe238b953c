// swift-tools-version: 6.2
import PackageDescription

/// The gate sets this; a contributor's ordinary build keeps warnings as warnings.
let isGate = Context.environment["TRADECRAFT_GATE"] == "1"

/// One set of settings for every Swift target, tests included.
let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (isGate ? [.treatAllWarnings(as: .error), .unsafeFlags(["-require-explicit-sendable"])] : [])

/// `Scripts/fuzz` sets this: the parsers are then built so that libFuzzer sees which way an input takes.
let fuzzer = Context.environment["TRADECRAFT_FUZZER"]

/// The settings of the targets that are fuzzed.
let parserSettings = settings + (fuzzer == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer"])])

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

func library(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    _ settings: [SwiftSetting] = settings
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "tradecraft",
    products: [
        .library(name: "Taskt", targets: ["Taskt"]),
        .library(name: "TasktSQLite", targets: ["TasktSQLite"]),
        .library(name: "TasktTesting", targets: ["TasktTesting"]),
        .executable(name: "tradecraft", targets: ["tradecraft"]),
        .executable(name: "tradecraft-extract", targets: ["tradecraft-extract"]),
        .executable(name: "tradecraft-bench", targets: ["tradecraft-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        // The workflow engine, a library of its own.
        library("Taskt", [logging, metrics]),
        library("TasktSQLite", ["Taskt", "CCrypto", "CLinux", grdb, grdbSQLite]),
        library("TasktTesting", ["Taskt"]),

        // The domain.
        library("AttackKnowledge", ["CAttackCatalogue"]),
        library("TechniqueMapping", ["AttackKnowledge", "CTechniqueModel"]),
        library("DocumentText", ["CLinux"], parserSettings),
        library(
            "DocumentExtraction",
            ["DocumentText", "CLinux", "CMagic", "CArchive", "CXML2", "CZlib"],
            parserSettings
        ),
        library("AttackReports", ["AttackKnowledge"]),
        library("Inbox", ["CLinux"]),
        library("HTTPFetch", ["CCurl"]),
        library("Monitoring", [hummingbird, logging]),

        // Composition and the programs.
        library(
            "Tradecraft",
            [
                "Taskt", "TasktSQLite", "AttackKnowledge", "TechniqueMapping", "DocumentText", "AttackReports", "Inbox",
                "HTTPFetch", "CLinux", "CZlib", "CCrypto", grdb, logging, metrics, serviceLifecycle, subprocess,
                systemPackage, yams,
            ]
        ),
        .executableTarget(
            name: "tradecraft",
            dependencies: [
                "Tradecraft", "AttackKnowledge", "AttackReports", "DocumentText", "Inbox", "Monitoring", "Taskt",
                "TechniqueMapping", argumentParser, logging, serviceLifecycle,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "tradecraft-bench",
            dependencies: [
                "Tradecraft", "Taskt", "TasktSQLite", "AttackKnowledge", "AttackReports", "Inbox", "TechniqueMapping",
                "CCommitFloor", argumentParser, grdb,
            ],
            path: "Sources/Benchmarks",
            swiftSettings: settings
        ),
        // A process for the tests of the store to kill.
        .executableTarget(
            name: "taskt-probe",
            dependencies: ["Taskt", "TasktSQLite"],
            swiftSettings: settings
        ),
        // What a hostile document would do, for the tests of the sandbox: as the extractor, and as one of its tools.
        .executableTarget(
            name: "extract-probe",
            dependencies: ["DocumentExtraction", "DocumentText", "CHostileActs", "CLinux"],
            swiftSettings: settings
        ),
        // Linked statically: within the sandbox, the toolchain's folder cannot be read.
        .executableTarget(
            name: "hostile-tool",
            dependencies: ["CHostileActs"],
            linkerSettings: [.unsafeFlags(["-static-stdlib"])]
        ),
        .executableTarget(
            name: "tradecraft-extract",
            dependencies: ["DocumentExtraction"],
            swiftSettings: settings
        ),

        // C: module maps, shims for what Glibc's module lacks, and embedded data.
        .target(name: "CLinux"),
        .target(name: "CHostileActs"),
        .target(name: "CFaultFileSystem", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "CCommitFloor", linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(name: "CAttackCatalogue", exclude: ["catalogue"]),
        .target(name: "CTechniqueModel", exclude: ["model"]),
        system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        system("CMagic", pkgConfig: "libmagic", apt: "libmagic-dev"),
        system("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
        system("CXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),

        // Tests.
        tests("TasktTests", ["Taskt", "TasktSQLite", "TasktTesting", logging, metrics]),
        tests("TasktSQLiteTests", ["Taskt", "TasktSQLite", "TasktTesting", "CFaultFileSystem", grdb]),
        tests("AttackKnowledgeTests", ["AttackKnowledge"]),
        tests("TechniqueMappingTests", ["TechniqueMapping", "AttackKnowledge"]),
        tests("DocumentTextTests", ["DocumentText"]),
        tests("DocumentExtractionTests", ["DocumentExtraction", "DocumentText", "CLinux"]),
        tests("AttackReportsTests", ["AttackReports", "AttackKnowledge"]),
        tests("InboxTests", ["Inbox", "CLinux"]),
        tests("HTTPFetchTests", ["HTTPFetch"]),
        tests("MonitoringTests", ["Monitoring", logging]),
        tests("EndToEndTests", ["Inbox", "Taskt", grdb]),
        tests(
            "TradecraftTests",
            [
                "Inbox", "AttackKnowledge", "AttackReports", "TechniqueMapping", "DocumentText", grdb, logging,
                "Tradecraft", "Taskt", "TasktSQLite", "TasktTesting",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// The program that feeds the parsers is built only for it: libFuzzer comes with some toolchains and not with others.
if let fuzzer {
    package.targets += [
        .target(name: "CFuzzer"),
        .executableTarget(
            name: "tradecraft-fuzz",
            dependencies: ["CFuzzer", "DocumentExtraction", "DocumentText"],
            path: "Sources/Fuzzing",
            swiftSettings: parserSettings,
            linkerSettings: [.unsafeFlags([fuzzer, "-lstdc++"])]
        ),
    ]
}
