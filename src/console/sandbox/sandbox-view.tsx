import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { CommandForm } from "./command-form.js";
import { ProfileEditor } from "./profile-editor.js";
import { TokenEditor } from "./token-editor.js";
import { Transactions } from "./transactions.js";

/** The other side of the wire: the sandbox CSMS that belongs to this station. */
export function SandboxView() {
  const identity = useValue(usePage().live.state)?.identity;
  if (identity === undefined) return null;
  return (
    <div class="sandbox">
      <CommandForm identity={identity} />
      <div class="side">
        <ProfileEditor identity={identity} />
        <TokenEditor />
      </div>
      <Transactions identity={identity} />
    </div>
  );
}
