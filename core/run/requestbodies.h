// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/requestbody.h"
#include "runfile/run.h"
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
    /// @p header complete, with its seed.
    explicit RequestBodies(const RunHeader &header);

    std::shared_ptr<const QByteArray> bodyOf(const PlannedRequest &request, int stage, bool withExtras) const;

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
    struct Entry
    {
        QStringList extras;
        int firstOfSameExtras = 0;
        Template withExtras;
        Template withoutExtras;
    };

    /// @p fixedLine: put first where no line of each request's own is.
    static Template makeTemplate(const Endpoint &endpoint, const Test &test, BodyOptions options,
                                 const QString &fixedLine);
    const Entry &entry(int endpoint, int test) const { return m_entries[std::size_t(endpoint)][std::size_t(test)]; }

    const quint32 m_seed;
    std::vector<std::vector<Entry>> m_entries; ///< [endpoint][test]
    std::vector<QStringList> m_unsent;         ///< [endpoint]
};

}
