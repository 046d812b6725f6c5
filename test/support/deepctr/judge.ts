import { fitPhi, interval80 } from '../../../src/main/core/learn/deepctr/beta-binomial.ts';
import { type Evaluation, evaluate, type Judged } from '../../../src/main/core/learn/deepctr/evaluate.ts';
import { type Example, logit, meanRate, share } from '../../../src/main/core/learn/deepctr/example.ts';
import { type Fitted, fitModel, type Kind, logits } from '../../../src/main/core/learn/deepctr/fit.ts';
import { timeBlocks } from '../../../src/main/core/learn/deepctr/folds.ts';
import { binomialDraw } from '../../../src/main/core/math/draws.ts';
import { stream } from '../../../src/main/core/math/rng.ts';
import { makeWorld, type World, type WorldKind } from './world.ts';

export function judgedBy(model: Fitted, past: readonly Example[], ads: readonly Example[]): Judged[] {
  const baseEta = logit(meanRate(past));
  const etas = logits(
    model,
    ads.map(({ traits }) => traits),
  );
  return ads.map(({ group, hits, trials }, at) => ({
    group,
    hits,
    trials,
    eta: etas[at] as number,
    baseEta,
    phi: model.intervalPhi,
  }));
}

/** Five folds by group; each ad is judged by what the other four taught. */
export function crossJudged(examples: readonly Example[], kind: Kind): Judged[] {
  const fold = timeBlocks(examples, 5);
  return [0, 1, 2, 3, 4].flatMap((held) => {
    const past = examples.filter((_, row) => fold[row] !== held);
    const ads = examples.filter((_, row) => fold[row] === held);
    return judgedBy(fitModel(past, kind), past, ads);
  });
}

export interface WorldResult {
  readonly ceiling: Evaluation;
  readonly ridge: Evaluation & { readonly trueCoverage: number };
  readonly stack: Evaluation & { readonly trueCoverage: number };
  /** RMSE of the model's prior with own results over that of the plain mean's, by own impressions. */
  readonly warmStart: Readonly<Record<string, number>>;
}

export function tryWorld(kind: WorldKind, seed: number): WorldResult {
  const world = makeWorld(kind, seed);
  const { train, test, truth } = world;
  const of = (which: Kind) => {
    const model = fitModel(train, which);
    const judged = judgedBy(model, train, test);
    const inside = judged.filter(({ eta, phi }, at) => {
      const [low, high] = interval80(share(eta), phi);
      return (truth[at] as number) >= low && (truth[at] as number) <= high;
    });
    return {
      model,
      judged,
      evaluation: { ...evaluate(judged), trueCoverage: inside.length / judged.length },
    };
  };
  const ridge = of('ridge');
  const stack = of('stack');
  const perfect = test.map((ad, at) => ({
    ...(stack.judged[at] as Judged),
    ...ad,
    eta: logit(truth[at] as number),
  }));
  return {
    ceiling: evaluate(perfect),
    ridge: ridge.evaluation,
    stack: stack.evaluation,
    warmStart: warmStart(world, stack.model, stack.judged, seed),
  };
}

function warmStart({ train, truth }: World, model: Fitted, judged: readonly Judged[], seed: number) {
  const rate = meanRate(train);
  const phi = fitPhi(
    train,
    train.map(() => rate),
  );
  return Object.fromEntries(
    [100, 300, 1000, 3000].map((own) => {
      let [plain, informed] = [0, 0];
      truth.forEach((p, at) => {
        const clicks = binomialDraw(stream(seed, 'own', String(own), String(at)), own, p);
        const mu = share((judged[at] as Judged).eta);
        plain += (logit((rate * phi + clicks) / (phi + own)) - logit(p)) ** 2;
        informed += (logit((mu * model.phi + clicks) / (model.phi + own)) - logit(p)) ** 2;
      });
      return [own, Math.sqrt(informed / plain)];
    }),
  );
}
