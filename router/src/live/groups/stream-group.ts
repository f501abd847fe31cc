import type { EngineAnswer } from '../../engine/engine.ts';
import { answerText } from '../../front/answer-text.ts';
import { coded, LiveRefusal } from '../live-errors.ts';
import type { LiveAnswer } from '../live-graph.ts';
import { Group, type GroupOptions } from './group.ts';
import type { Member } from './member.ts';

/** Those who follow what a subgraph streams, in the same way: it is followed once for all of them. */
export class StreamGroup extends Group {
  readonly #missed: string;
  #followed: { readonly close: () => void } | undefined;
  #count = 0;

  constructor(options: GroupOptions) {
    super(options);
    const { responseName } = options;
    this.#missed = answerText({
      data: `{${JSON.stringify(responseName)}:null}`,
      errors: [{ ...coded('EVENTS_MISSED', 'You were too slow: some answers were left out.'), path: [responseName] }],
    });
  }

  protected override began(): void {
    this.#follow();
  }

  protected override joined(member: Member): void {
    member.isNew = false;
  }

  protected override ended(): void {
    this.#followed?.close();
    this.#followed = undefined;
  }

  override swapped(): void {
    this.#follow();
  }

  /** The next one is begun before the one of before is left. */
  #follow(): void {
    const last = this.#followed;
    try {
      const { stream } = this.viewer.live();
      if (!stream) throw new LiveRefusal([{ message: 'it is fed in another way' }]);
      const request = this.viewer.request(this.viewer.view.variables);
      const isEnded = { now: false };
      const followed = stream.follow(request, {
        next: (answer) => {
          if (!isEnded.now) this.#tell(answer);
        },
        end: (errors) => {
          if (isEnded.now) return;
          isEnded.now = true;
          this.endAll(errors);
        },
      });
      this.#followed = {
        close: () => {
          isEnded.now = true;
          followed.close();
        },
      };
      if (this.isEmpty) this.ended();
    } catch (error) {
      this.failed(error);
    }
    last?.close();
  }

  #tell(answer: EngineAnswer): void {
    this.#count += 1;
    const state: LiveAnswer = {
      text: answerText(answer),
      // Each is something of its own: none may take another's place.
      about: String(this.#count),
      cursor: undefined,
      missed: this.#missed,
    };
    for (const member of this.members) member.next(state);
  }
}
