// SPDX-License-Identifier: Apache-2.0
#include "metrics/studentt.h"

#include <cmath>

namespace streamgauge {

namespace {

/// The continued fraction of the incomplete beta function, evaluated from the front (Lentz 1976).
double betaFraction(double a, double b, double x)
{
    constexpr int mostTerms = 500;
    constexpr double precise = 1e-14;
    double numerator = 1;
    double denominator = 1 / (1 - (a + b) * x / (a + 1));
    double product = denominator;
    const auto step = [&](double coefficient) {
        denominator = 1 / (1 + coefficient * denominator);
        numerator = 1 + coefficient / numerator;
        product *= denominator * numerator;
        return std::abs(denominator * numerator - 1);
    };
    for (int term = 1; term <= mostTerms; ++term) {
        step(term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term)));
        if (step(-(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1))) < precise)
            break;
    }
    return product;
}

double regularizedBeta(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double factor =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    // The fraction converges quickly on one side only; the other is its mirror.
    return x < (a + 1) / (a + b + 2) ? factor * betaFraction(a, b, x) / a : 1 - factor * betaFraction(b, a, 1 - x) / b;
}

}

double studentTwoSided(double t, double degrees)
{
    if (degrees > 1e6) // the normal distribution, where the beta function loses its digits
        return std::erfc(std::abs(t) / std::sqrt(2.0));
    return regularizedBeta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

double studentQuantile(double probability, double degrees)
{
    double high = 1;
    while (studentTwoSided(high, degrees) > probability && high < 1e12)
        high *= 2;
    double low = 0;
    constexpr int halvings = 60;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        (studentTwoSided(middle, degrees) > probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

}
