/// Hosts that reports refer to: vendors, news, social networks, services for analysts.
///
/// Facts, not judgements: a link to a program on one of them is an indicator all the same, and so is one that the author
/// has made unclickable.
enum KnownHosts {
    /// The registered names; every host below them counts too.
    static let references = WordTable(
        """
        github.com gitlab.com githubusercontent.com bitbucket.org sourceforge.net twitter.com x.com t.co linkedin.com \
        facebook.com fb.com instagram.com youtube.com youtu.be reddit.com medium.com substack.com mastodon.social \
        infosec.exchange wordpress.com wordpress.org blogger.com wikipedia.org wikimedia.org archive.org archive.is \
        archive.ph bit.ly slideshare.net speakerdeck.com vimeo.com telegram.org
        microsoft.com windows.com office.com live.com outlook.com msdn.com technet.com azure.com bing.com google.com \
        googleblog.com googleapis.com gstatic.com goo.gl withgoogle.com android.com apple.com icloud.com mozilla.org \
        amazon.com adobe.com oracle.com java.com ibm.com intel.com cisco.com vmware.com citrix.com redhat.com debian.org \
        ubuntu.com python.org npmjs.com pypi.org docker.com openssl.org apache.org php.net w3.org ietf.org rfc-editor.org \
        stackoverflow.com openssh.com openxmlformats.org xmlsoap.org readthedocs.io aka.ms mozilla.com cloudflare.com akamai.com fastly.com salesforce.com zoom.us
        mitre.org nist.gov cisa.gov us-cert.gov fbi.gov ic3.gov justice.gov treasury.gov nsa.gov defense.gov state.gov \
        europa.eu europol.europa.eu interpol.int gov.uk cert.pl cert.gov.ua ssi.gouv.fr first.org cve.org cvedetails.com \
        exploit-db.com osvdb.org securityfocus.com packetstormsecurity.com zerodayinitiative.com
        virustotal.com hybrid-analysis.com any.run abuse.ch joesandbox.com joesecurity.org tria.ge malshare.com \
        virusshare.com vx-underground.org shodan.io censys.io urlscan.io otx.alienvault.com malpedia.caad.fkie.fraunhofer.de \
        fraunhofer.de alienvault.com greynoise.io intezer.com reversinglabs.com domaintools.com riskiq.com threatcrowd.org
        crowdstrike.com mandiant.com fireeye.com kaspersky.com securelist.com symantec.com broadcom.com norton.com \
        mcafee.com trellix.com trendmicro.com eset.com welivesecurity.com sophos.com bitdefender.com f-secure.com withsecure.com \
        checkpoint.com paloaltonetworks.com fortinet.com fortiguard.com proofpoint.com secureworks.com talosintelligence.com \
        snort.org sentinelone.com sentinellabs.com cybereason.com carbonblack.com rapid7.com tenable.com qualys.com \
        recordedfuture.com group-ib.com clearskysec.com volexity.com dragos.com zscaler.com netskope.com malwarebytes.com \
        avast.com avg.com avira.com gdata.de gdatasoftware.com drweb.com ahnlab.com asec.ahnlab.com netscout.com arbornetworks.com \
        flashpoint-intel.com intel471.com anomali.com threatconnect.com huntress.com redcanary.com elastic.co splunk.com \
        thedfirreport.com blackberry.com cylance.com akamai.com imperva.com f5.com radware.com barracuda.com mimecast.com \
        cofense.com phishlabs.com agari.com knowbe4.com sans.org isc.sans.edu sans.edu nccgroup.com nccgroup.trust pwc.com \
        pwc.co.uk deloitte.com accenture.com kpmg.com kroll.com trustwave.com forcepoint.com morphisec.com deepinstinct.com \
        guardicore.com aquasec.com sysdig.com wiz.io lacework.com orca.security checkmarx.com sonatype.com jfrog.com snyk.io \
        citizenlab.ca amnesty.org eff.org accessnow.org bellingcat.com team-cymru.com spamhaus.org shadowserver.org \
        prevailion.com inquest.net nviso.eu sekoia.io lab52.io yoroi.company cybaze.it telsy.com certego.net orangecyberdefense.com \
        positive-technologies.com ptsecurity.com bi.zone rt-solar.ru qianxin.com 360.cn 360totalsecurity.com antiy.com \
        threatbook.cn weibo.com jpcert.or.jp lac.co.jp nttsecurity.com macnica.net cert.at bsi.bund.de dcso.de
        bleepingcomputer.com thehackernews.com krebsonsecurity.com zdnet.com arstechnica.com wired.com threatpost.com \
        darkreading.com securityweek.com cyberscoop.com therecord.media theregister.com theregister.co.uk scmagazine.com \
        infosecurity-magazine.com helpnetsecurity.com securityaffairs.co databreaches.net vice.com motherboard.vice.com \
        techcrunch.com theverge.com nytimes.com washingtonpost.com wsj.com bloomberg.com reuters.com apnews.com bbc.com bbc.co.uk \
        cnn.com cnbc.com forbes.com theguardian.com theatlantic.com politico.com npr.org nbcnews.com cbsnews.com abcnews.com \
        foxnews.com businessinsider.com ft.com economist.com time.com aljazeera.com haaretz.com lemonde.fr spiegel.de \
        sueddeutsche.de heise.de golem.de yahoo.com msn.com googlesyndication.com doubleclick.net addthis.com sharethis.com \
        gmail.com hotmail.com protonmail.com proton.me aol.com mail.ru yandex.ru yandex.com qq.com 163.com gmx.de feedburner.com disqus.com hubspot.com marketo.com mailchimp.com eventbrite.com
        """
    )

    /// Services that show what they know of a sample, whose links name it by its hash.
    static let sampleServices = WordTable(
        "virustotal.com hybrid-analysis.com any.run abuse.ch joesandbox.com tria.ge malshare.com virusshare.com intezer.com"
    )

    /// Where anybody has an e-mail address, attackers too.
    static let freeMail = WordTable(
        """
        google.com gmail.com outlook.com hotmail.com live.com yahoo.com icloud.com msn.com protonmail.com proton.me aol.com \
        mail.ru yandex.ru yandex.com qq.com 163.com gmx.de
        """
    )

    /// The names in e-mail addresses that belong to an office rather than a person or an attack.
    static let offices = WordTable(
        """
        press info support sales contact media pr abuse cert csirt marketing hello office security help helpdesk privacy \
        legal webmaster editor news newsletter research subscribe report reports threatintel intel cirt noc soc service feedback
        """
    )

    /// Whether a host, in canonical form, is one of a set or lies below one.
    static func contains(_ set: WordTable, _ host: ArraySlice<UInt8>) -> Bool {
        var rest = host
        while true {
            if set.contains(rest) { return true }
            guard let dot = rest.firstIndex(of: 0x2E) else { return false }
            rest = rest[(dot + 1)...]
        }
    }

    /// The part of a host that somebody registered: two labels, three where the middle one is a country's own.
    static func registered(_ host: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let dots = host.indices.filter { host[$0] == 0x2E }
        guard dots.count >= 2, let last = dots.last else { return host }
        let before = dots[dots.count - 2]
        let isCountrys = host.endIndex - last == 3 && WordLists.secondLevel.contains(host[(before + 1)..<last])
        guard isCountrys else { return host[(before + 1)...] }
        return dots.count == 2 ? host : host[(dots[dots.count - 3] + 1)...]
    }
}
