/* A job is a row of phases, a phase a number of units; whoever is free takes the next unit.

   A phase begins when every unit of the one before is done, so it may read all that was written.
   A step of a small net takes less than a millisecond and has dozens of phases, so waiting must
   cost well under a microsecond: threads spin. But the cores may be wanted by others, and a
   thread may lose its core at any time. So no phase waits for threads, only for units: a thread
   that is away holds nobody up unless it left in the middle of a unit, and when it comes back it
   joins in wherever the job is by then. Which thread does a unit never shows in the result. */

#ifndef GONGWU_POOL_H
#define GONGWU_POOL_H

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#define MOST_THREADS 256
#define PATIENCE 1000            /* looks before a waiting thread gives its core away */
#define AWAKE_NANOSECONDS 200000 /* how long a worker without a job spins before it sleeps */

struct job {
    int64_t phases;
    int64_t (*units)(const void *argument, int64_t phase);
    void (*work)(const void *argument, int64_t phase, int64_t unit, int thread);
    const void *argument;
};

/* The ticket: number of the phase (counted since the process began), how many units it has, and
   which comes next. One word, so that taking a unit is one compare-and-swap, which fails if
   anything changed since the thread looked. */
#define UNIT_BITS 20
#define UNIT_MASK ((UINT64_C(1) << UNIT_BITS) - 1)
#define NEXT_UNIT(ticket) ((ticket) & UNIT_MASK)
#define ALL_UNITS(ticket) ((ticket) >> UNIT_BITS & UNIT_MASK)
#define PHASE_NUMBER(ticket) ((ticket) >> 2 * UNIT_BITS)

static struct {
    pthread_mutex_t turn; /* held for a whole job: callers take turns */
    int workers;          /* started so far; they never end */

    struct job job;
    int64_t phase; /* of the job */
    _Alignas(64) atomic_uint_fast64_t ticket;
    _Alignas(64) atomic_uint_fast64_t done; /* units of the phase that are finished */
    _Alignas(64) atomic_int open;           /* a job is under way */
    atomic_int threads;                     /* threads with smaller numbers may take units */

    pthread_mutex_t bedside; /* guards the bell */
    pthread_cond_t bell;
    atomic_int asleep;
    int watches_forks;
} pool = {.turn = PTHREAD_MUTEX_INITIALIZER,
          .bedside = PTHREAD_MUTEX_INITIALIZER,
          .bell = PTHREAD_COND_INITIALIZER};

/* Called by whoever finished the last unit of a phase; nobody else has anything to do now. */
static void begin_next_phase(int thread) {
    const struct job *job = &pool.job;
    while (++pool.phase < job->phases) {
        uint64_t units = (uint64_t)job->units(job->argument, pool.phase);
        if (units > 1) {
            uint64_t number = PHASE_NUMBER(atomic_load(&pool.ticket)) + 1;
            atomic_store(&pool.done, 0);
            atomic_store(&pool.ticket, (number << UNIT_BITS | units) << UNIT_BITS);
            return;
        }
        /* Offering a single unit round would take longer than doing it. */
        if (units == 1) job->work(job->argument, pool.phase, 0, thread);
    }
    atomic_store(&pool.open, 0);
}

/* Take one unit and do it; 0 if there was none to take. */
static int help(int thread) {
    uint_fast64_t ticket = atomic_load(&pool.ticket);
    if (thread >= atomic_load(&pool.threads)) return 0;
    if (NEXT_UNIT(ticket) >= ALL_UNITS(ticket)) return 0;
    if (!atomic_compare_exchange_strong(&pool.ticket, &ticket, ticket + 1)) return 1;
    /* The phase cannot end before this unit is done, so the job stands still until then. */
    pool.job.work(pool.job.argument, pool.phase, (int64_t)NEXT_UNIT(ticket), thread);
    if (atomic_fetch_add(&pool.done, 1) + 1 == ALL_UNITS(ticket)) begin_next_phase(thread);
    return 1;
}

static void breathe(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

static void wait_a_little(int looks) {
    breathe();
    if (looks > PATIENCE) sched_yield();
}

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void sleep_until_open(void) {
    pthread_mutex_lock(&pool.bedside);
    /* Say "asleep", then look once more; whoever opens a job says "open", then looks for sleepers.
       One of the two sees the other, so no bell is missed. */
    atomic_fetch_add(&pool.asleep, 1);
    while (!atomic_load(&pool.open)) pthread_cond_wait(&pool.bell, &pool.bedside);
    atomic_fetch_sub(&pool.asleep, 1);
    pthread_mutex_unlock(&pool.bedside);
}

static void wake_sleepers(void) {
    if (atomic_load(&pool.asleep) == 0) return;
    pthread_mutex_lock(&pool.bedside);
    pthread_cond_broadcast(&pool.bell);
    pthread_mutex_unlock(&pool.bedside);
}

static void help_while_open(int thread) {
    for (int looks = 0; atomic_load(&pool.open); looks++)
        if (help(thread))
            looks = 0;
        else
            wait_a_little(looks);
}

static void *worker(void *number) {
    int thread = (int)(intptr_t)number;
    for (;;) {
        /* The next token usually follows at once: stay awake for it. */
        int64_t bedtime = nanoseconds() + AWAKE_NANOSECONDS;
        while (!atomic_load(&pool.open) && nanoseconds() < bedtime)
            for (int i = 0; i < 16 && !atomic_load(&pool.open); i++) breathe();
        sleep_until_open();
        help_while_open(thread);
    }
    return NULL;
}

#ifndef _WIN32
/* A fork copies only the thread that forks: the child has no workers, and the locks are in
   whatever state the others left them. Begin anew; workers are started when next needed. */
static void forget_workers(void) {
    pool.workers = 0;
    atomic_store(&pool.open, 0);
    atomic_store(&pool.asleep, 0);
    pthread_mutex_init(&pool.turn, NULL);
    pthread_mutex_init(&pool.bedside, NULL);
    pthread_cond_init(&pool.bell, NULL);
}
#endif

/* Called with the turn held, so no job is open. */
static void start_workers(int wanted) {
#ifndef _WIN32
    if (!pool.watches_forks) pool.watches_forks = pthread_atfork(NULL, NULL, forget_workers) == 0;
    /* Signals are for the threads of the program, not for ours. */
    sigset_t every, before;
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
#endif
    while (pool.workers < wanted) {
        pthread_t handle;
        void *number = (void *)(intptr_t)(pool.workers + 1);
        if (pthread_create(&handle, NULL, worker, number) != 0) break; /* go on with fewer */
        pthread_detach(handle);
        pool.workers++;
    }
#ifndef _WIN32
    pthread_sigmask(SIG_SETMASK, &before, NULL);
#endif
}

static void run_alone(const struct job *job) {
    for (int64_t phase = 0; phase < job->phases; phase++) {
        int64_t units = job->units(job->argument, phase);
        for (int64_t unit = 0; unit < units; unit++) job->work(job->argument, phase, unit, 0);
    }
}

/* Run a job on that many threads, this one among them. Any number of threads may call this: they
   wait for each other. */
static void run_job(struct job job, int threads) {
    if (threads <= 1) {
        run_alone(&job);
        return;
    }
    pthread_mutex_lock(&pool.turn);
    start_workers(threads - 1);
    pool.job = job;
    pool.phase = -1;
    atomic_store(&pool.threads, threads);
    atomic_store(&pool.open, 1);
    wake_sleepers();
    begin_next_phase(0);
    help_while_open(0);
    pthread_mutex_unlock(&pool.turn);
}

#endif
