import { useEffect } from "preact/hooks";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";

const DONE_STAYS = 2_500;

/** What came of the last action. A refusal stays until it is read or the next action. */
export function NoticeBar() {
  const { notices } = usePage();
  const notice = useValue(notices.latest);
  useEffect(() => {
    if (notice?.kind !== "done") return;
    const timer = setTimeout(() => notices.dismiss(), DONE_STAYS);
    return () => clearTimeout(timer);
  }, [notice, notices]);
  return (
    <div class="notices">
      <div role="status" aria-live="polite">
        {notice?.kind === "done" && <p class="notice done">{notice.text}</p>}
      </div>
      <div role="alert">
        {notice?.kind === "refused" && (
          <p class="notice refused">
            <span>{notice.text}</span>
            <button class="plain" aria-label="Dismiss" onClick={() => notices.dismiss()}>
              ✕
            </button>
          </p>
        )}
      </div>
    </div>
  );
}
