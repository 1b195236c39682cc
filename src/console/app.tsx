import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ChargingView } from "./charging/charging-view.js";
import { CertificatesView } from "./inside/certificates-view.js";
import { DeviceModelView } from "./inside/device-model-view.js";
import { LogsView } from "./inside/logs-view.js";
import { ProfilesView } from "./inside/profiles-view.js";
import { QueueView } from "./inside/queue-view.js";
import { ReservationsView } from "./inside/reservations-view.js";
import { useValue } from "./live/value.js";
import { usePage } from "./page-context.js";
import { Announcer } from "./parts/announcer.js";
import { Header } from "./parts/header.js";
import { NoticeBar } from "./parts/notice-bar.js";
import { TokenDialog } from "./parts/token-dialog.js";
import type { TokenQuestion } from "./parts/token-question.js";
import { useHash } from "./parts/use-hash.js";
import { SandboxView } from "./sandbox/sandbox-view.js";
import { useSandbox } from "./sandbox/use-sandbox.js";
import { ScenariosView } from "./scenarios/scenarios-view.js";
import { StationView } from "./station/station-view.js";
import { WireView } from "./wire/wire-view.js";

const VIEWS: readonly { readonly id: string; readonly title: string; readonly View: ComponentType }[] = [
  { id: "station", title: "Station", View: StationView },
  { id: "charging", title: "Charging", View: ChargingView },
  { id: "wire", title: "Wire", View: WireView },
  { id: "scenarios", title: "Scenarios", View: ScenariosView },
  { id: "model", title: "Device model", View: DeviceModelView },
  { id: "profiles", title: "Profiles", View: ProfilesView },
  { id: "reservations", title: "Reservations", View: ReservationsView },
  { id: "queue", title: "Queue", View: QueueView },
  { id: "certificates", title: "Certificates", View: CertificatesView },
  { id: "logs", title: "Logs", View: LogsView },
];
/** Only where a sandbox CSMS belongs to the station. */
const SANDBOX = { id: "csms", title: "Sandbox CSMS", View: SandboxView };

/** Brings the current link into sight on a narrow screen. Scrolling to it would take the focus along. */
function showCurrent(nav: HTMLElement): void {
  const link = nav.querySelector<HTMLElement>("[aria-current]");
  if (link) nav.scrollLeft = link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
}

/** The page: what is always in sight, and one view at a time. */
export function App({ question }: { readonly question: TokenQuestion }) {
  const { live } = usePage();
  const hash = useHash();
  const silence = useValue(live.silence);
  const queued = useValue(live.state)?.ocpp.queuedMessages ?? 0;
  const runs = useValue(live.run)?.status === "running";
  const views = useSandbox() ? [...VIEWS, SANDBOX] : VIEWS;
  const chosen = views.find(({ id }) => id === hash) ?? views[0];
  const main = useRef<HTMLElement>(null);
  const nav = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Who has chosen another view by keyboard goes on reading there.
    if (!first.current) main.current?.focus({ preventScroll: true });
    if (nav.current) showCurrent(nav.current);
    first.current = false;
  }, [hash]);
  const View = chosen?.View;
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to the content
      </a>
      <div class="masthead">
        <Header />
        <nav class="views" aria-label="Views" ref={nav}>
          {views.map(({ id, title }) => (
            <a key={id} href={`#${id}`} aria-current={id === chosen?.id ? "page" : undefined}>
              {title}
              {id === "queue" && queued > 0 && <span class="count">{queued}</span>}
              {id === "scenarios" && runs && <span class="count">runs</span>}
            </a>
          ))}
        </nav>
      </div>
      {silence !== null && (
        <p class="silence" role="status">
          {silence}
        </p>
      )}
      <main id="main" ref={main} tabIndex={-1} aria-label={chosen?.title}>
        {View && <View />}
      </main>
      <NoticeBar />
      <Announcer />
      <TokenDialog question={question} />
    </>
  );
}
