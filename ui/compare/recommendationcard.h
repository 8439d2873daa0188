// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/recommendations.h"
#include "controls/card.h"

class QVBoxLayout;

namespace streamgauge {

/// What to choose and to try next, each with what it stands on. Hidden where no rule speaks.
class RecommendationCard : public Card
{
    Q_OBJECT

public:
    explicit RecommendationCard(QWidget *parent = nullptr);

    void setRecommendations(const std::vector<Recommendation> &recommendations);

private:
    QVBoxLayout *m_rows;
};

}
