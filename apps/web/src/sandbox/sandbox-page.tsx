import { useEnvironment } from '../shell/environment.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { ClockPart } from './clock-part.tsx';
import { LoginsPart } from './logins-part.tsx';
import { ScenariosPart } from './scenarios-part.tsx';
import { SettingsPart } from './settings-part.tsx';
import { WorldPart } from './world-part.tsx';
import './sandbox.css';

/** The cockpit of a simulated world: its clock, its settings, and who can log in. */
export function SandboxPage() {
  const { kind } = useEnvironment();
  if (kind === 'live') {
    return (
      <Page title="Sandbox">
        <Empty title="This environment is live.">
          <p className="muted">
            Its clock is that of the wall and its people are real. Switch to the sandbox in the
            rail.
          </p>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Sandbox" lead="A world of invented people whose time you control.">
      <ClockPart />
      <SettingsPart />
      <WorldPart />
      <ScenariosPart />
      <LoginsPart />
    </Page>
  );
}
