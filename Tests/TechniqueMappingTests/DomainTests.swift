import AttackKnowledge
import Testing

@testable import TechniqueMapping

@Suite("Domains")
struct DomainTests {
    private static let detector: Result<DomainDetector, any Error> = Result {
        DomainDetector(try AttackDomain.allCases.map { try KnowledgeBase.embedded($0) })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let domain: AttackDomain
        var reason: DomainChoice.Reason = .nothingElse
    }

    static let cases = [
        Case(
            testDescription: "ids of one domain decide, whatever the words",
            text: "The PLC was reset from Windows with PowerShell. T1398, T1404 and again T1404.",
            domain: .mobile,
            reason: .identifiers(2)
        ),
        Case(
            testDescription: "more ids of one domain outweigh fewer of another",
            text: "T0803, T0804, T1059.001; SCADA, HMI, PLC",
            domain: .ics,
            reason: .identifiers(2)
        ),
        Case(
            testDescription: "ids of Enterprise keep a document there",
            text: "The Android app on the phone read SMS messages. T1566.001",
            domain: .enterprise,
            reason: .identifiers(1)
        ),
        Case(
            testDescription: "as many ids of two domains leave it to the words",
            text: "T1398 and T0803. A PLC, an HMI, the SCADA server and a second PLC stopped.",
            domain: .ics,
            reason: .words(["plc", "hmi", "scada"])
        ),
        Case(
            testDescription: "words of phones",
            text: "The Android app was sideloaded as an APK and read SMS messages; a second app asked for more.",
            domain: .mobile,
            reason: .words(["app", "android", "apk"])
        ),
        Case(
            testDescription: "words of plants",
            text:
                "From the engineering workstation the actor stopped the PLC, and the HMI showed old values over Modbus.",
            domain: .ics,
            reason: .words(["engineering workstation", "hmi", "modbus"])
        ),
        Case(
            testDescription: "two cues are not enough",
            text: "The Android phone, the other Android phone, an Android tablet and its SMS.",
            domain: .enterprise
        ),
        Case(
            testDescription: "as many words of offices as of plants",
            text: "PowerShell loaded a DLL on Windows, later the PLC, the HMI and SCADA were reached over SMB and RDP.",
            domain: .enterprise
        ),
        Case(
            testDescription: "phones in passing",
            text: "Android, iOS, SMS. " + String(repeating: "The actor waited for a long time. ", count: 60),
            domain: .enterprise
        ),
        Case(testDescription: "nothing", text: "", domain: .enterprise),
    ]

    @Test(arguments: cases)
    func aDocumentTellsItsDomain(_ given: Case) throws {
        let choice = try Self.detector.get().choice(for: given.text)
        #expect(choice == DomainChoice(domain: given.domain, reason: given.reason))
    }

    @Test
    func theNoticeSaysWhatDecided() {
        let words = DomainChoice(domain: .ics, reason: .words(["plc", "hmi"]))
        #expect(words.notice == "Taken for a document of ATT&CK ICS: it speaks of plc, hmi.")
        let one = DomainChoice(domain: .mobile, reason: .identifiers(1))
        #expect(one.notice == "Taken for a document of ATT&CK Mobile: a technique id of it is written.")
        #expect(DomainChoice(domain: .enterprise, reason: .identifiers(3)).notice == nil)
    }

    @Test(arguments: [
        (AttackDomain.mobile, "The malware reads all SMS messages on the device.", "T1636.004"),
        (
            .ics, "The attacker stopped the protection relays with a denial of service and blocked serial COM ports.",
            "T0805"
        ),
    ])
    func everyDomainHasAModelOfItsOwn(_ domain: AttackDomain, _ text: String, _ id: String) throws {
        let model = try TechniqueModel.embedded(domain)
        let mapper = try TechniqueMapper(model: model, knowledge: KnowledgeBase.embedded(domain))
        #expect(model.annotatedCount == 0, "no report of this domain was annotated")
        guard case .open = model.stage else {
            Issue.record("the report stage is that of the Enterprise model")
            return
        }
        let ranked = mapper.map(text).ranked.prefix(3).map(\.id.description)
        #expect(ranked.contains(id), "\(ranked)")
    }
}
