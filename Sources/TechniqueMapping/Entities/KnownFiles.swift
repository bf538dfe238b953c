/// Files and folders that every system has, so that naming them points at nothing.
enum KnownFiles {
    /// The names, without a path.
    static let names = WordTable(
        """
        cmd.exe powershell.exe powershell_ise.exe pwsh.exe rundll32.exe regsvr32.exe svchost.exe explorer.exe lsass.exe \
        services.exe winlogon.exe csrss.exe smss.exe wininit.exe taskhost.exe taskhostw.exe spoolsv.exe dllhost.exe \
        conhost.exe mshta.exe wscript.exe cscript.exe certutil.exe bitsadmin.exe msbuild.exe installutil.exe regasm.exe \
        regsvcs.exe msiexec.exe wmic.exe wmiprvse.exe schtasks.exe at.exe net.exe net1.exe sc.exe reg.exe regedit.exe \
        netsh.exe nltest.exe whoami.exe ipconfig.exe ping.exe tasklist.exe taskkill.exe systeminfo.exe netstat.exe \
        nslookup.exe arp.exe route.exe hostname.exe quser.exe query.exe vssadmin.exe wbadmin.exe bcdedit.exe wevtutil.exe \
        cipher.exe fsutil.exe icacls.exe attrib.exe xcopy.exe robocopy.exe makecab.exe expand.exe esentutl.exe ntdsutil.exe \
        dsquery.exe csvde.exe ldifde.exe cmstp.exe control.exe forfiles.exe odbcconf.exe pcalua.exe hh.exe ieexec.exe \
        mavinject.exe msdt.exe werfault.exe wermgr.exe eventvwr.exe fodhelper.exe sdclt.exe computerdefaults.exe mmc.exe \
        notepad.exe calc.exe mspaint.exe write.exe wordpad.exe iexplore.exe chrome.exe firefox.exe msedge.exe opera.exe \
        outlook.exe winword.exe excel.exe powerpnt.exe onenote.exe mspub.exe msaccess.exe eqnedt32.exe acrord32.exe \
        java.exe javaw.exe python.exe php.exe w3wp.exe sqlservr.exe httpd.exe nginx.exe vmtoolsd.exe mstsc.exe rdpclip.exe \
        msmpeng.exe dwm.exe sihost.exe ctfmon.exe searchindexer.exe runonce.exe userinit.exe logonui.exe lsm.exe cvtres.exe \
        csc.exe vbc.exe aspnet_compiler.exe ntoskrnl.exe svchosts.dll kernel32.dll kernelbase.dll ntdll.dll user32.dll \
        advapi32.dll ws2_32.dll wininet.dll winhttp.dll urlmon.dll shell32.dll ole32.dll oleaut32.dll crypt32.dll \
        gdi32.dll shlwapi.dll msvcrt.dll mscoree.dll mscorlib.dll clr.dll amsi.dll psapi.dll iphlpapi.dll netapi32.dll \
        dnsapi.dll comctl32.dll comdlg32.dll rpcrt4.dll secur32.dll samlib.dll samsrv.dll vaultcli.dll dbghelp.dll \
        comsvcs.dll zipfldr.dll advpack.dll ieadvpack.dll pcwutl.dll syssetup.dll setupapi.dll hal.dll win32k.sys ntfs.sys \
        ntuser.dat ntds.dit autorun.inf desktop.ini boot.ini system.ini win.ini hosts.txt index.html index.htm index.php \
        index.asp index.aspx index.jsp default.aspx default.asp config.json package.json robots.txt readme.txt readme.html \
        web.config normal.dotm vbaproject.bin document.xml word.exe
        """
    )

    /// The paths in lower case.
    static let paths = WordTable(
        """
        /bin/sh /bin/bash /bin/cat /bin/ls /usr/bin/env /usr/bin/python /usr/bin/perl /dev/null /dev/shm /dev/tcp /dev/random \
        /dev/urandom /dev/sda /etc/passwd /etc/shadow /etc/hosts /etc/crontab /etc/rc.local /etc/resolv.conf /proc/self/exe \
        /proc/self/maps /proc/cpuinfo /proc/meminfo /usr/bin /usr/sbin /usr/local /usr/lib /usr/local/bin /var/log /var/tmp \
        /var/www /var/run /var/lib /etc/init.d /etc/cron.d /tmp/ %appdata% %temp%
        """
    )

    /// Whether a path or a file's name is one of them; `value` is a path in canonical form.
    static func contains(_ value: String) -> Bool {
        let bytes = value.utf8.map(ASCII.lowered)
        if names.contains(bytes) || paths.contains(bytes) { return true }
        // The libraries of .NET.
        if bytes.starts(with: "system.".utf8) || bytes.starts(with: "microsoft.".utf8),
            bytes.suffix(4).elementsEqual(".dll".utf8)
        {
            return true
        }
        guard let slash = bytes.lastIndex(where: { $0 == 0x5C }), names.contains(bytes[(slash + 1)...]) else {
            return false
        }
        // A system's program where the system keeps it; elsewhere it is somebody's who borrows the name.
        let folder = bytes[..<slash]
        return systemFolders.contains { folder.elementsEqual($0) }
    }

    private static let systemFolders: [[UInt8]] = [
        #"c:\windows"#, #"c:\windows\system32"#, #"c:\windows\syswow64"#, #"c:\windows\system32\wbem"#,
        #"%windir%"#, #"%windir%\system32"#, #"%windir%\syswow64"#, #"%systemroot%"#, #"%systemroot%\system32"#,
        #"%comspec%"#, #"c:\windows\system32\windowspowershell\v1.0"#,
    ]
    .map { Array($0.utf8) }
}
