import { command, list, text, type Chapter } from "../document.js";
import { kerbside, type ManualSubject } from "../subject.js";

/** How the software comes onto a machine, and whether it works there. */
export function installation({ configurationFile }: ManualSubject): Chapter {
  return {
    title: "Installation",
    blocks: [
      text(
        "The station is software with virtual hardware. It needs a machine with Node 20.19 or newer and nothing else:",
      ),
      command("node --version"),
      text("In the folder of the software, this installs and builds what is missing:"),
      command("npm run build"),
      text(
        "Whether the station as configured works on this machine is found out in under a minute, without touching its network or its storage:",
      ),
      command(kerbside("selfcheck", "--config", configurationFile)),
    ],
  };
}

/** Which certificates go from hand to hand. */
export function certificates({ survey: { configuration }, hasPki }: ManualSubject): Chapter {
  const { certs, csms, identity } = configuration;
  const host = new URL(csms.url).hostname;
  const ours = [
    `\`${certs}/manufacturer-root.pem\`: the root under which firmware is signed.`,
    `\`${certs}/firmware-signing.chain.pem\`: the certificate of the signer, for UpdateFirmware.`,
    ...(csms.securityProfile === 3
      ? [`\`${certs}/stations/${identity}.chain.pem\`: the certificate that the station shows to its CSMS.`]
      : []),
    `\`${certs}/csms-root.pem\`: the root that the station trusts for its CSMS, and that has signed its own certificate.`,
  ];
  return {
    title: "Certificates",
    blocks: [
      ...(hasPki
        ? [text(`The certificates are in \`${certs}\`.`)]
        : [
            text(`The station has no certificates in \`${certs}\` yet. This makes a whole development PKI:`),
            command(
              kerbside(
                "certs",
                "--folder",
                certs,
                "--host",
                host.replace(/^\[(.*)\]$/, "$1"),
                "--station",
                identity,
              ),
            ),
          ]),
      text(
        "Handed to the laboratory are public certificates only (the folder `certificates` of the lab pack); a file named `.key.pem` never leaves us:",
      ),
      list(...ours),
      text(
        `The laboratory hands over the root of its CSMS. Put it into \`${certs}\` as \`csms-root-lab.pem\` before the first start, or install it by InstallCertificate. The certificate of the CSMS must name \`${host}\`.`,
      ),
    ],
  };
}
