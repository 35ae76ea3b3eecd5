// Runs the steps of a deployment and records each success. Skips a step if its data has not changed since its success.

import { commandOf, type Step } from "./steps.ts";

/** The digest of each step that succeeded, by project and by name of the step. */
export type Done = Record<string, Record<string, string>>;

export interface Deployment {
  ref: string;
  steps: readonly Step[];
  done: Done;
  /** Also repeat steps that succeeded before. */
  again: boolean;
  /** Print the commands without running them. */
  dryRun: boolean;
  print(line: string): void;
  confirm(question: string): boolean;
  /** Runs the step's command. @returns the command's exit status */
  run(step: Step): Promise<number>;
  /** Stores `done`. Called after each step that succeeds. */
  save(): Promise<void>;
}

/** @returns whether no step failed or was declined */
export async function runSteps(deployment: Deployment): Promise<boolean> {
  const { ref, steps, done, again, dryRun, print } = deployment;
  const finished = done[ref] ??= {};
  for (const [index, step] of steps.entries()) {
    const title = `${index + 1}/${steps.length} ${step.name}`;
    if (!again && finished[step.name] === step.digest) {
      print(`${title}: done before, and nothing has changed since. Use --again to repeat it.`);
      continue;
    }
    print(`${title}: ${step.changes}`);
    print(`  ${commandOf(step)}`);
    if (dryRun) continue;
    if (!deployment.confirm(`Run this command on project ${ref}?`)) {
      print("Stopped before this step. To continue with this step, run task deploy again.");
      return false;
    }
    const status = await deployment.run(step);
    if (status !== 0) {
      print(`${title} failed with status ${status}: the output above says why.`);
      print("Fix the cause. Then run task deploy again: it continues with this step.");
      return false;
    }
    finished[step.name] = step.digest;
    await deployment.save();
  }
  return true;
}
