// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/requestbody.h"
#include "runfile/run.h"
#include "suite/datasetfile.h"
#include "suite/plan.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace streamgauge {

/// The bodies of a run's requests, made before it starts: the measuring thread at most puts two pieces of bytes and
/// a line together.
class RequestBodies
{
public:
    /// What a request of a dataset is sent, beyond its body.
    struct Drawn
    {
        int entry = 0;
        std::optional<int> maxTokens; ///< where it is not the test's
    };

    /// @p header complete, with its seed and stages. @p drawn: the prompts of all tests that have a dataset.
    explicit RequestBodies(const RunHeader &header, const DatasetPrompts &drawn = {});

    std::shared_ptr<const QByteArray> bodyOf(const PlannedRequest &request, int stage, bool withExtras) const;
    /// Empty where the test has no dataset.
    std::optional<Drawn> drawnFor(const PlannedRequest &request, int stage) const;

    /// Fields that a strict server may refuse, of the requests of a test.
    const QStringList &extrasOf(int endpoint, int test) const { return entry(endpoint, test).extras; }
    /// What tests ask of the endpoint that its engine has no field for.
    QStringList unsentFields(int endpoint) const { return m_unsent[std::size_t(endpoint)]; }
    /// The first test whose requests have the same extra fields: what is learnt of one is true of the other.
    int firstOfSameExtras(int endpoint, int test) const { return entry(endpoint, test).firstOfSameExtras; }

private:
    /// A body, or what stands before and after a line of its own.
    struct Template
    {
        std::shared_ptr<const QByteArray> whole;
        QByteArray head;
        QByteArray tail;
    };
    struct Bodies
    {
        Template withExtras;
        Template withoutExtras;
        std::optional<Drawn> drawn;
    };
    struct Entry
    {
        QStringList extras;
        int firstOfSameExtras = 0;
        std::vector<Bodies> bodies; ///< one, or one for each prompt of a dataset
    };

    /// @p fixedLine: put first where no line of each request's own is.
    static Template makeTemplate(const Endpoint &endpoint, const Test &test, BodyOptions options,
                                 const QString &fixedLine);
    static Bodies makeBodies(const Endpoint &endpoint, const Test &test, BodyOptions options, const QString &fixedLine);
    static std::vector<Bodies> makeBodies(const Endpoint &endpoint, const Test &test, const BodyOptions &options,
                                          const std::vector<DatasetPrompt> &prompts);
    const Bodies &bodiesFor(const PlannedRequest &request, int stage) const;
    const Entry &entry(int endpoint, int test) const { return m_entries[std::size_t(endpoint)][std::size_t(test)]; }

    const quint32 m_seed;
    const std::vector<bool> m_isWarmup;        ///< [stage]
    std::vector<std::vector<Entry>> m_entries; ///< [endpoint][test]
    std::vector<QStringList> m_unsent;         ///< [endpoint]
};

}
