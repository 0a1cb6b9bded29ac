/* One step of a decoder-only Transformer: tokens in, logits out, for any mixture of sequences.

   The paper's blocks, in the paper's order (nets/decoder.py is the same net in torch):
   embedding -> layers x (norm, attention, +, norm, SwiGLU, +) -> norm -> head.
   Each part is a phase of units that threads take as they come (pool.h). A unit computes whole
   outputs, never a piece of a sum. So the bits of a row depend on its sequence alone: not on the
   other rows, not on the number of threads. */

#include "attention.h"
#include "pool.h"

/* Between steps nothing is kept here: all of it is laid out anew in the scratch memory. */
struct desk {
    const struct net *net;
    const struct step *step;
    struct rows stream;  /* (rows, width): what the blocks read and add to */
    struct rows normed;  /* (rows, width) */
    struct rows mixed;   /* (rows, queries then keys then values) */
    struct rows read;    /* (rows, heads * head_width) */
    struct rows gate;    /* (rows, hidden) */
    struct rows up;      /* (rows, hidden) */
    float *attention;    /* attention_scratch() floats for each thread */
    int64_t attention_floats;
    struct tile_of_queries *tiles;
    int64_t tile_count;
};

/* Rows lie a little further apart than a power of two, or eight of them would compete for the
   same few lines of the cache. */
static int64_t row_stride(int64_t width) { return padded(width) + 16; }

static float *row_of(struct rows rows, int64_t r) { return rows.first + r * rows.stride; }

/* ---- the small parts: one row at a time ---- */

/* The embedding is packed like the head (often it is the head): a token is one output of it. */
static void embed(const struct matrix *embedding, int64_t token, float *row) {
    const struct panels *panels = &embedding->panels;
    const char *from = (const char *)panels->weights + token / PANEL * panels->stride;
    int64_t lane = token % PANEL;
    for (int64_t k = 0; k < panels->inputs; k++, from += row_bytes(panels->number)) {
        if (panels->number == FLOAT32) {
            memcpy(&row[k], from + 4 * lane, 4);
        } else {
            uint32_t pair, word;
            memcpy(&pair, from + 4 * (lane % 16), 4);
            word = lane < 16 ? pair << 16 : pair & 0xffff0000u;
            memcpy(&row[k], &word, 4);
        }
    }
    for (int64_t k = panels->inputs; k < padded(panels->inputs); k++) row[k] = 0.0f;
}

/* 1 / root mean square. */
static float rms_scale(const float *x, int64_t width, float epsilon) {
    float partial[PARTIALS] = {0};
    int64_t k = 0;
    for (; k + PARTIALS <= width; k += PARTIALS)
        for (int i = 0; i < PARTIALS; i++) partial[i] += x[k + i] * x[k + i];
    for (; k < width; k++) partial[k % PARTIALS] += x[k] * x[k];
    return 1.0f / sqrtf(total(partial) / (float)width + epsilon);
}

static void normalize(const float *x, const float *gain, int64_t width, float epsilon, float *y) {
    float scale = rms_scale(x, width, epsilon);
    for (int64_t k = 0; k < width; k++) y[k] = gain[k] * (x[k] * scale);
}

/* Turn channel i and channel i + half by the position's angle; everything times `scale`. */
static void rotate(float *head, const float *cosine, const float *sine, int64_t half, float scale) {
    for (int64_t i = 0; i < half; i++) {
        float first = head[i], second = head[i + half];
        head[i] = (first * cosine[i] - second * sine[i]) * scale;
        head[i + half] = (second * cosine[i] + first * sine[i]) * scale;
    }
}

static void swiglu(float *gate, const float *up, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        gate[i] = gate[i] / (1.0f + exponential(-gate[i])) * up[i];
}

/* ---- the parts of a layer: one unit of each ---- */

/* A unit of a matrix product is a few panels: so few that no thread waits long for another, and
   a multiple of what product.h does at a time. */
static int64_t panels_in_unit(const struct desk *desk, const struct matrix *matrix) {
    int64_t fair = whole_panels(matrix->outputs) / (desk->step->threads * 4);
    return fair >= 4 ? fair / 4 * 4 : fair >= 2 ? 2 : 1;
}

static int64_t product_units(const struct desk *desk, const struct matrix *matrix) {
    int64_t many = panels_in_unit(desk, matrix);
    return (whole_panels(matrix->outputs) + many - 1) / many;
}

struct range {
    int64_t first, last;
};

static struct range panels_of_unit(const struct desk *desk, const struct matrix *matrix,
                                   int64_t unit) {
    int64_t many = panels_in_unit(desk, matrix), all = whole_panels(matrix->outputs);
    int64_t last = (unit + 1) * many;
    return (struct range){unit * many, last < all ? last : all};
}

/* y = W x, or y += W x. */
static void linear(const struct desk *desk, const struct matrix *matrix, struct rows x,
                   struct rows y, int add, int64_t unit) {
    struct range panels = panels_of_unit(desk, matrix, unit);
    multiply_rows(x, matrix->panels, panels.first, panels.last, y,
                  (struct finish){.bias = matrix->bias, .add = add});
}

static void norm_row(const struct desk *desk, const float *gain, int64_t row) {
    normalize(row_of(desk->stream, row), gain, desk->net->width, desk->net->epsilon,
              row_of(desk->normed, row));
}

/* Make a row's queries ready to attend, its keys and values ready to be read. */
static void turn_and_remember(const struct desk *desk, int64_t layer, int64_t row) {
    const struct net *net = desk->net;
    const struct step *step = desk->step;
    int64_t width = net->head_width, half = width / 2, position = step->position[row];
    const float *cosine = step->cosine + position * half, *sine = step->sine + position * half;
    for (int64_t head = 0; head < net->heads + net->groups; head++) {
        int is_key = head >= net->heads;
        float *here = row_of(desk->mixed, row) + head * width;
        const float *gain = is_key ? net->layer[layer].key_gain : net->layer[layer].query_gain;
        if (gain) normalize(here, gain, width, net->epsilon, here);
        rotate(here, cosine, sine, half, is_key ? 1.0f : 1.0f / sqrtf((float)width));
        if (is_key)
            remember(net, step->pages[row][position / PAGE], layer, head - net->heads, position,
                     here, here + net->groups * width);
    }
}

static void attend_tile(const struct desk *desk, int64_t layer, int64_t unit, int thread) {
    /* The last rows of a prompt read most: the longest work first. */
    attend(desk->net, desk->step, layer, desk->tiles[desk->tile_count - 1 - unit], desk->mixed,
           desk->read, desk->attention + thread * desk->attention_floats);
}

/* gate = silu(gate x) * (up x). */
static void feed(const struct desk *desk, const struct layer *weights, int64_t unit) {
    linear(desk, &weights->gate, desk->normed, desk->gate, 0, unit);
    linear(desk, &weights->up, desk->normed, desk->up, 0, unit);
    struct range panels = panels_of_unit(desk, &weights->gate, unit);
    for (int64_t row = 0; row < desk->step->rows; row++)
        swiglu(row_of(desk->gate, row) + panels.first * PANEL,
               row_of(desk->up, row) + panels.first * PANEL,
               (panels.last - panels.first) * PANEL);
}

/* Wanted rows are normed side by side, so that the head reads its weights once for all. */
static void norm_wanted(const struct desk *desk, int64_t i) {
    normalize(row_of(desk->stream, desk->step->want[i]), desk->net->gain, desk->net->width,
              desk->net->epsilon, row_of(desk->normed, i));
}

static void say_logits(const struct desk *desk, int64_t unit) {
    const struct matrix *head = &desk->net->head;
    struct rows normed = desk->normed;
    normed.count = desk->step->wanted;
    struct rows logits = {desk->step->logits, padded(head->outputs), desk->step->wanted};
    linear(desk, head, normed, logits, 0, unit);
}

/* ---- the step: its phases in order ---- */

enum part { NORM, PROJECT, TURN, ATTEND, OUTPUT, FEED_NORM, FEED, DOWN, LAYER_PARTS };

/* Before the layers comes one phase, EMBED; after them two, NORM_WANTED and HEAD. */
static int64_t phases_of(const struct net *net) { return 1 + net->layers * LAYER_PARTS + 2; }

static int64_t units_of(const void *argument, int64_t phase) {
    const struct desk *desk = argument;
    const struct net *net = desk->net;
    if (phase == 0) return desk->step->rows;
    int64_t layer = (phase - 1) / LAYER_PARTS, part = (phase - 1) % LAYER_PARTS;
    if (layer == net->layers) {
        if (part == 0) return desk->step->wanted;
        return desk->step->wanted ? product_units(desk, &net->head) : 0;
    }
    const struct layer *weights = &net->layer[layer];
    switch (part) {
        case PROJECT: return product_units(desk, &weights->project);
        case ATTEND: return desk->tile_count;
        case OUTPUT: return product_units(desk, &weights->output);
        case FEED: return product_units(desk, &weights->gate);
        case DOWN: return product_units(desk, &weights->down);
        default: return desk->step->rows; /* NORM, TURN, FEED_NORM */
    }
}

static void work_on(const void *argument, int64_t phase, int64_t unit, int thread) {
    const struct desk *desk = argument;
    const struct net *net = desk->net;
    if (phase == 0) {
        embed(&net->embedding, desk->step->token[unit], row_of(desk->stream, unit));
        return;
    }
    int64_t layer = (phase - 1) / LAYER_PARTS, part = (phase - 1) % LAYER_PARTS;
    if (layer == net->layers) {
        if (part == 0)
            norm_wanted(desk, unit);
        else
            say_logits(desk, unit);
        return;
    }
    const struct layer *weights = &net->layer[layer];
    switch (part) {
        case NORM: norm_row(desk, weights->attention_gain, unit); break;
        case PROJECT: linear(desk, &weights->project, desk->normed, desk->mixed, 0, unit); break;
        case TURN: turn_and_remember(desk, layer, unit); break;
        case ATTEND: attend_tile(desk, layer, unit, thread); break;
        case OUTPUT: linear(desk, &weights->output, desk->read, desk->stream, 1, unit); break;
        case FEED_NORM: norm_row(desk, weights->feed_gain, unit); break;
        case FEED: feed(desk, weights, unit); break;
        case DOWN: linear(desk, &weights->down, desk->gate, desk->stream, 1, unit); break;
    }
}

/* ---- laying out the desk ---- */

/* Heads of a group that share a tile. With few rows the tiles may be fewer than the threads; then
   smaller ones keep all of them at work. */
static int64_t heads_together(const struct net *net, const struct step *step) {
    int64_t heads = net->heads / net->groups;
    if (heads > MOST_ROWS) heads = MOST_ROWS;
    while (heads > 1 && step->rows * (net->heads / heads) < step->threads) heads = (heads + 1) / 2;
    return heads;
}

/* How many of the rows from `row` on belong to one sequence. */
static int64_t run_length(const struct step *step, int64_t row) {
    int64_t end = row + 1;
    while (end < step->rows && step->pages[end] == step->pages[row]) end++;
    return end - row;
}

static void cut_tiles(struct desk *desk) {
    const struct net *net = desk->net;
    int64_t in_group = net->heads / net->groups, heads = heads_together(net, desk->step);
    int64_t rows = MOST_ROWS / heads, count = 0;
    for (int64_t row = 0; row < desk->step->rows;) {
        int64_t run = run_length(desk->step, row), together = run < rows ? run : rows;
        for (int64_t head = 0; head < net->heads;) {
            int64_t left = in_group - head % in_group;
            int64_t taken = left < heads ? left : heads;
            desk->tiles[count++] = (struct tile_of_queries){row, together, head, taken};
            head += taken;
        }
        row += together;
    }
    desk->tile_count = count;
}

static int64_t most_positions(const struct step *step) {
    int64_t most = 0;
    for (int64_t row = 0; row < step->rows; row++)
        if (step->position[row] >= most) most = step->position[row] + 1;
    return most;
}

/* Lay everything out from `next` on; return where it ends. With next = NULL, only measure. */
static int64_t lay_out(struct desk *desk, float *start) {
    const struct net *net = desk->net;
    int64_t rows = desk->step->rows, used = 0;
    int64_t queries = net->heads * net->head_width, shared = net->groups * net->head_width;
    struct {
        struct rows *buffer;
        int64_t width;
    } wanted[] = {{&desk->stream, net->width}, {&desk->normed, net->width},
                  {&desk->mixed, queries + 2 * shared}, {&desk->read, queries},
                  {&desk->gate, net->hidden}, {&desk->up, net->hidden}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        int64_t stride = row_stride(wanted[i].width);
        *wanted[i].buffer = (struct rows){start ? start + used : NULL, stride, rows};
        used += stride * rows;
    }
    desk->attention_floats = attention_scratch(net, most_positions(desk->step));
    desk->attention = start ? start + used : NULL;
    used += desk->attention_floats * desk->step->threads;
    desk->tiles = start ? (struct tile_of_queries *)(start + used) : NULL;
    used += rows * net->heads * (int64_t)(sizeof(struct tile_of_queries) / sizeof(float));
    return used;
}

/* ---- the doors ---- */

#ifdef _WIN32
#define DOOR __declspec(dllexport)
#else
#define DOOR __attribute__((visibility("default")))
#endif

/* Floats of scratch memory that gongwu_step will need. */
DOOR int64_t gongwu_scratch(const struct net *net, const struct step *step) {
    struct desk desk = {.net = net, .step = step};
    return lay_out(&desk, NULL);
}

/* Run the rows, write the wanted logits. Pages must be there up to each row's position. */
DOOR void gongwu_step(const struct net *net, const struct step *step) {
    struct desk desk = {.net = net, .step = step};
    lay_out(&desk, step->scratch);
    cut_tiles(&desk);
    struct job job = {phases_of(net), units_of, work_on, &desk};
    run_job(job, (int)step->threads);
}

/* What structs.py must agree with. */
DOOR void gongwu_sizes(int64_t *sizes) {
    sizes[0] = sizeof(struct matrix);
    sizes[1] = sizeof(struct layer);
    sizes[2] = sizeof(struct net);
    sizes[3] = sizeof(struct step);
    sizes[4] = PAGE;
}
