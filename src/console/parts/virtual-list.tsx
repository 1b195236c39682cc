import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface VirtualListProps<T> {
  readonly items: readonly T[];
  /** Pixels; the same for all. */
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string | number;
  readonly row: (item: T) => ComponentChildren;
  readonly rowClass?: (item: T) => string;
  readonly label: string;
  /** Key of the chosen item. */
  readonly chosen: string | number | null;
  readonly choose: (item: T) => void;
  /** Stays at the end as more comes, until the user scrolls away from it. */
  readonly follows: boolean;
  readonly setFollows: (follows: boolean) => void;
}

const BEYOND = 8;

/** A list of any length of which only the rows in sight are drawn; arrow keys choose. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, rowHeight, keyOf, chosen, choose, follows, setFollows } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const look = (): void => {
    const { scrollTop = 0, clientHeight = 600 } = box.current ?? {};
    setView((before) =>
      before.top === scrollTop && before.height === clientHeight
        ? before
        : { top: scrollTop, height: clientHeight },
    );
  };
  useEffect(() => {
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !follows) return;
    element.scrollTop = element.scrollHeight;
    look();
  }, [items, follows]);

  const scrolled = (): void => {
    const element = box.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight;
    if (atEnd !== follows) setFollows(atEnd);
    look();
  };
  const index = chosen === null ? -1 : items.findIndex((item) => keyOf(item) === chosen);
  const pick = (next: number): void => {
    const at = Math.max(0, Math.min(items.length - 1, next));
    const item = items[at];
    const element = box.current;
    if (item === undefined || !element) return;
    if (at * rowHeight < element.scrollTop) element.scrollTop = at * rowHeight;
    const below = (at + 1) * rowHeight - element.clientHeight;
    if (below > element.scrollTop) element.scrollTop = below;
    choose(item);
  };
  const keys: Readonly<Record<string, (page: number) => number>> = {
    ArrowDown: () => (index < 0 ? items.length - 1 : index + 1),
    ArrowUp: () => (index < 0 ? items.length - 1 : index - 1),
    PageDown: (page) => index + page,
    PageUp: (page) => index - page,
    Home: () => 0,
    End: () => items.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = keys[event.key];
    if (!move) return;
    event.preventDefault();
    pick(move(Math.floor(view.height / rowHeight)));
  };

  const first = Math.max(0, Math.floor(view.top / rowHeight) - BEYOND);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + BEYOND);
  return (
    <div
      class="virtual"
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={index >= first && index < last ? `row-${chosen}` : undefined}
      onScroll={scrolled}
      onKeyDown={onKeyDown}
    >
      <div class="whole" style={{ height: `${items.length * rowHeight}px` }}>
        {items.slice(first, last).map((item, offset) => {
          const key = keyOf(item);
          return (
            <div
              key={key}
              id={`row-${key}`}
              class={`row ${props.rowClass?.(item) ?? ""} ${key === chosen ? "chosen" : ""}`}
              role="option"
              aria-selected={key === chosen}
              aria-setsize={items.length}
              aria-posinset={first + offset + 1}
              style={{ top: `${(first + offset) * rowHeight}px`, height: `${rowHeight}px` }}
              onClick={() => choose(item)}
            >
              {props.row(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
