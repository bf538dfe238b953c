/// The words that the stance of a sentence hangs on.
struct StanceLexicon: Sendable {
    /// The shared lexicon.
    static let english = StanceLexicon()

    private static let entries: [(StanceWordClass, String)] = [
        (.negator, "not never doesn't don't didn't isn't wasn't weren't aren't hasn't haven't hadn't"),
        (.no, "no"), (.neither, "neither"), (.to, "to"), (.it, "it"), (.and, "and or"), (.out, "out"), (.sure, "sure"),
        (.purpose, "for"), (.make, "make"), (.our, "our my this"), (.please, "please"), (.had, "had"),
        (.ruled, "ruled rule"),
        (.trace, "evidence indication indications sign signs proof hint hints reports"),
        (.failing, "failed fails fail unable unsuccessful unsuccessfully"),
        (.lacking, "lacks lacked"),
        (
            .holding,
            "contains contained has had creates created performs performed makes made uses used shows showed have"
        ),
        (
            .excused,
            """
            only just necessarily need needs needed require required requires have limited matter mean merely simply \
            solely always known clear unusual uncommon surprising exist present detected notice noticed patched visible \
            available click user affect impact interfere see seem appear change run work active interaction alerts patch antivirus administrator rights longer doubt one other single \
            more less time authentication password credentials know realize malware be privileges
            """
        ),
        (
            .subordinate,
            """
            that which who whom whose where when if unless whether because since although though while until after \
            before once as so how whereas
            """
        ),
        (.contrast, "but yet however instead though whereas rather"),
        (.modal, "could might may would"), (.can, "can"), (.would, "would"), (.will, "will"),
        (.granting, "allow permit enable let give grant"),
        (
            .attacker,
            """
            attacker attackers adversary adversaries actor actors intruder intruders criminal criminals hacker hackers \
            insider insiders cybercriminals
            """
        ),
        (.anyone, "anyone anybody whoever someone"), (.article, "a an any"),
        (
            .weakness,
            "vulnerability vulnerabilities flaw flaws bug bugs weakness weaknesses exploitation misconfiguration abuse"
        ),
        (.effect, "lead result cause"), (.leaving, "leave leaves leaving left"), (.preposition, "at in on under"),
        (.victim, "user users victim victims target targets recipient recipients employees"),
        (
            .task,
            """
            patched updated monitored reviewed disabled restricted blocked enabled applied treated considered limited \
            trained kept investigated audited rotated changed reset isolated segmented removed checked be
            """
        ),
        (.theory, "theoretically potentially hypothetically theory conceivably"), (.possible, "possible"),
        (.condition, "if unless"), (.finite, "is are was were has had served"), (.have, "have"), (.able, "able"),
        (.likely, "likely probably"), (.should, "should"),
        (
            .advice,
            """
            recommend recommends recommended advise advises advised urge urges urged encourage encourages encouraged \
            advisable
            """
        ),
        (
            .defender,
            """
            organizations organisations organization organisation administrators admins defenders customers teams \
            companies enterprises businesses hunters users owners
            """
        ),
        (.obligation, "must should need can may want"),
        (.protecting, "mitigate mitigating protect defend harden remediate"),
        (
            .imperative,
            """
            ensure patch implement restrict enforce educate train segment consider apply limit deny require rotate \
            review audit maintain harden deploy verify configure avoid adopt isolate employ conduct establish keep \
            prioritize minimize reduce upgrade inspect encourage
            """
        ),
        (
            .weakImperative,
            "disable enable block monitor use update check scan search log look hunt set turn remove install test develop"
        ),
        (.pointer, "see refer read learn visit click download related further source sources"),
        (
            .material,
            """
            information details detail report reports blog post article articles paper here reading section table figure \
            also appendix page about guide advisory
            """
        ),
        (.more, "more further additional full"), (.noted, "noted"),
    ]

    private let keys: [UInt64]
    private let classes: [StanceWordClass]
    private let mask: Int

    private init() {
        let size = 1024
        mask = size - 1
        var keys = [UInt64](repeating: 0, count: size)
        var classes = [StanceWordClass](repeating: [], count: size)
        for (wordClass, words) in Self.entries {
            for word in words.split(separator: " ") {
                let hash = Hash.word(word.utf8)
                var slot = Int(truncatingIfNeeded: hash) & mask
                while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & mask }
                keys[slot] = hash
                classes[slot].formUnion(wordClass)
            }
        }
        self.keys = keys
        self.classes = classes
    }

    /// What the word with a hash can mean.
    @inline(__always)
    func classes(of hash: UInt64) -> StanceWordClass {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while keys[slot] != 0 {
            if keys[slot] == hash { return classes[slot] }
            slot = (slot + 1) & mask
        }
        return []
    }
}
