import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { Logo } from '../ui/logo.tsx';
import { useEnvironment } from './environment.tsx';
import { EnvironmentSwitch } from './environment-switch.tsx';
import { nouns, serverNouns } from './nouns.ts';
import { RailFoot } from './rail-foot.tsx';

/** The left rail on wide windows. */
export function Rail() {
  return (
    <aside className="rail" aria-label="Console">
      <RailContent />
    </aside>
  );
}

/** Environment, nouns, operator: what the rail holds, and the drawer on a phone. */
export function RailContent() {
  const { id } = useEnvironment();
  const server = useId();
  return (
    <>
      <Link to="/$environment" params={{ environment: id }} className="brand">
        <Logo />
        Intarsia
      </Link>
      <EnvironmentSwitch />
      <nav className="rail-nav" aria-label="Pages">
        <NounList nouns={nouns} />
        <p className="rail-group" id={server}>
          Server
        </p>
        <NounList nouns={serverNouns} labelledBy={server} />
      </nav>
      <RailFoot />
    </>
  );
}

function NounList(props: { nouns: typeof nouns | typeof serverNouns; labelledBy?: string }) {
  const { id, kind } = useEnvironment();
  return (
    <ul aria-labelledby={props.labelledBy}>
      {props.nouns
        .filter((noun) => isIn(noun, kind))
        .map(({ to, label, icon: Icon, exact }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ environment: id }}
              activeOptions={{ exact, includeSearch: false }}
              className="rail-link"
            >
              <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
              {label}
            </Link>
          </li>
        ))}
    </ul>
  );
}

function isIn(
  noun: (typeof nouns | typeof serverNouns)[number],
  kind: 'sandbox' | 'live',
): boolean {
  return !('only' in noun) || noun.only === kind;
}
