// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace streamgauge {

/// Student's t with @p degrees of freedom, a positive number that need not be whole: the probability of a value as far
/// from 0 as @p t or farther, on either side. Regularized incomplete beta function (Abramowitz and Stegun 1964,
/// 26.7.1 and 26.5.8).
double studentTwoSided(double t, double degrees);

/// The t that studentTwoSided() gives @p probability, between 0 and 1, for.
double studentQuantile(double probability, double degrees);

}
