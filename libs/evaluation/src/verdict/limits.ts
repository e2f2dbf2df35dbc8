/** Where one verdict ends and the next begins. They are public, and the same for every report. */
export const VERDICT_LIMITS = {
  /** A membership attack tells more than a coin if its area under the curve is surely above this; 0.5 is a coin. */
  membershipAuroc: 0.55,
  /** Or if, with one false alarm in a hundred, it surely finds more than this share of the members; guessing finds 0.01. */
  truePositives: 0.05,
  /**
   * The share of synthetic records nearer to training records than to held-out ones; 0.5 if the generator knows neither better. Its
   * interval is over the draw of synthetic records alone, and which real records were held out moves it by a few hundredths.
   */
  nearerToTraining: 0.6,
  /** The share of records that an attack surely gets right because they were trained on. Shuffled columns, whose rare values are real, come to 0.16. */
  attackRisk: 0.2,
  /** The most of what real records teach a classifier, beyond guessing, that may be lost in useful records. */
  lostByUseful: 0.2,
  /** Records with which as much may be lost are no better than guessing. */
  lostByChance: 0.75,
  /** Of the association between columns, the least that useful records keep. Noise takes the weak relations first; independent columns keep none. */
  associationOfUseful: 0.3,
  /** Below this the columns are as good as independent. */
  associationOfChance: 0.1,
  /** The most by which the shares in single columns of useful records differ, on average. */
  totalVariationOfUseful: 0.1,
} as const;
