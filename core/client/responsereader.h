// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/chunkedbody.h"
#include "client/httphead.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace streamgauge {

/// The response to one POST over HTTP/1, from bytes in any split. Interim responses (1xx) are skipped. Pure: no I/O.
class ResponseReader
{
public:
    static constexpr std::size_t headLimit = 65536;

    struct Part
    {
        bool endsHead = false;    ///< these bytes completed the head
        std::string_view body {}; ///< what of them is body, in one piece
    };

    /// Moves the body within @p bytes together: Part::body points into them. Not to be called once isComplete() or
    /// problem() says that nothing more is wanted.
    Part feed(char *bytes, std::size_t size);

    /// The server has closed the connection: the body's end where neither chunks nor a length tell it, else a problem.
    void close();

    const HttpHead &head() const { return m_head; } ///< once a part has ended it
    bool isComplete() const { return m_isComplete; }
    bool hasBegun() const { return m_hasBegun; }             ///< at least a byte has come
    bool isReusable() const;                                 ///< once complete: another request may follow
    const std::string &problem() const { return m_problem; } ///< in words; empty where all is in order

private:
    std::size_t addHead(std::string_view bytes);
    void beginBody();
    std::string_view addBody(char *bytes, std::size_t size);

    HttpHead m_head;
    std::string m_headText;
    ChunkedBody m_chunks;
    std::uint64_t m_left = 0; ///< of a body whose length is known
    bool m_hasBegun = false;
    bool m_hasHead = false;
    bool m_isComplete = false;
    bool m_endsWithConnection = false;
    bool m_hasExcess = false; ///< bytes after the end
    std::string m_problem;
};

}
